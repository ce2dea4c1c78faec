import { readFileSync } from 'node:fs'
import { dirname, join, posix } from 'node:path'
import { parseSync } from 'rolldown/utils'
import type { Entry } from '../entries.ts'
import { root } from '../entries.ts'

/** One thing that an entry of the package exports. */
export interface PublicName {
  readonly name: string
  /** The file that declares it. */
  readonly path: string
  /** The first sentence of its docstring; '' where it has none. */
  readonly sentence: string
}

/** What an entry exports, in its own order. An export of a kind that our entries don't use fails. */
export function publicNamesOf(
  { source }: Pick<Entry, 'source'>,
  read: typeof readSource = readSource,
): readonly PublicName[] {
  return exportsOf(source, read).map(({ name, from, local }) => {
    // Another package's, passed on.
    if (!/\.tsx?$/.test(from)) return { name, path: from, sentence: `From \`${from}\`.` }
    const { path, comment } = declarationOf(from, local, read)
    return { name, path, sentence: firstSentence(comment) }
  })
}

/** What is exported without a sentence: its name and its file, each once. */
export function missingSentences(entries: readonly Entry[]): readonly (readonly [string, string])[] {
  const silent = entries.flatMap((entry) => publicNamesOf(entry)).filter(({ sentence }) => sentence === '')
  return [...new Map(silent.map(({ name, path }) => [`${path} ${name}`, [name, path] as const])).values()]
}

/** The whole list as a page. */
export function publicNamesText(entries: readonly Entry[]): string {
  const sections = entries.map((entry) => {
    const rows = publicNamesOf(entry).map(({ name, sentence }) => `- \`${name}\`: ${sentence}`)
    return `## ${entry.name.replace(/^\./, 'authchart')}\n\n${rows.join('\n')}\n`
  })
  return `# Public names\n\nEverything the package exports, entry by entry, with its sentence. Written by \`npm run docs:names\`.\n\n${sections.join('\n')}`
}

interface Exported {
  readonly name: string
  readonly local: string
  /** The file that declares it. */
  readonly from: string
}

function readSource(path: string): string {
  return readFileSync(join(root, path), 'utf8')
}

function exportsOf(path: string, read: typeof readSource): readonly Exported[] {
  const { program } = parseSync(path, read(path))
  return program.body.flatMap((statement): readonly Exported[] => {
    if (statement.type === 'ExportAllDeclaration') return exportsOf(resolve(path, statement.source.value), read)
    if (statement.type === 'ExportDefaultDeclaration')
      throw new Error(`Cannot list ${path}: it exports something without naming it`)
    if (statement.type !== 'ExportNamedDeclaration') return []
    const { declaration, source, specifiers } = statement
    if (declaration !== null) return namesDeclared(declaration).map((name) => ({ name, local: name, from: path }))
    return specifiers.map(({ local, exported }) => {
      const from = source === null ? importedFrom(path, nameOf(local), read) : resolve(path, source.value)
      return { name: nameOf(exported), local: nameOf(local), from }
    })
  })
}

function namesDeclared(declaration: object): readonly string[] {
  if ('declarations' in declaration) {
    const { declarations } = declaration as { readonly declarations: readonly { readonly id: object }[] }
    return declarations.map(({ id }) => nameOf(id))
  }
  return 'id' in declaration ? [nameOf(declaration.id as object)] : []
}

function nameOf(node: object): string {
  if ('name' in node && typeof node.name === 'string') return node.name
  return 'value' in node ? String(node.value) : ''
}

function importedFrom(path: string, name: string, read: typeof readSource): string {
  for (const statement of parseSync(path, read(path)).program.body) {
    if (statement.type !== 'ImportDeclaration') continue
    if (statement.specifiers.some(({ local }) => local.name === name)) return resolve(path, statement.source.value)
  }
  return path
}

function resolve(path: string, specifier: string): string {
  return specifier.startsWith('.') ? posix.join(dirname(path), specifier) : specifier
}

interface Declaration {
  readonly path: string
  readonly comment: string
}

/** Follows a name to the file that declares it, and reads what stands above the declaration. */
function declarationOf(path: string, name: string, read: typeof readSource): Declaration {
  const text = read(path)
  const declared = new RegExp(
    `(?:/\\*\\*((?:(?!\\*/)[^])*)\\*/\\s*)?^export (?:async )?(?:function|interface|type|const|class) ${name}\\b`,
    'm',
  ).exec(text)
  if (declared !== null) return { path, comment: declared[1] ?? '' }
  const passed = exportsOf(path, read).find((exported) => exported.name === name)
  if (passed === undefined || passed.from === path) throw new Error(`Cannot find ${name}: ${path} does not declare it`)
  return declarationOf(passed.from, passed.local, read)
}

function firstSentence(comment: string): string {
  const text = comment
    .replace(/^\s*\* ?/gm, '')
    .replaceAll(/\s+/g, ' ')
    .trim()
  return /^.*?[.!?](?= |$)/.exec(text)?.[0] ?? text
}
