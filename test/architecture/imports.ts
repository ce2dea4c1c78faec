import { posix } from 'node:path'
import { parseSync, Visitor } from 'rolldown/utils'
import type { SourceTree } from './source-tree.ts'

export type Import = {
  readonly from: string
  /** A path from the repository's root for our own files, a package name for others' (`node:` ones included). */
  readonly to: string
  readonly kind: 'own' | 'package'
}

/** Every arrow in the tree: static, dynamic, re-exported and type imports alike. */
export function importsOf(tree: SourceTree): readonly Import[] {
  return [...tree].flatMap(([from, text]) => specifiersIn(from, text).map((specifier) => arrow(from, specifier)))
}

function arrow(from: string, specifier: string): Import {
  if (specifier.startsWith('.')) return { from, to: posix.join(posix.dirname(from), specifier), kind: 'own' }
  if (specifier.startsWith('node:')) return { from, to: specifier, kind: 'package' }
  const parts = specifier.split('/')
  return { from, to: parts.slice(0, specifier.startsWith('@') ? 2 : 1).join('/'), kind: 'package' }
}

function specifiersIn(path: string, text: string): readonly string[] {
  const { program, errors } = parseSync(path, text)
  if (errors.length > 0) throw new Error(`Cannot parse ${path}: ${errors[0]?.message ?? 'unknown error'}`)
  const found: string[] = []
  const visitor = new Visitor({
    ImportDeclaration: (node) => void found.push(node.source.value),
    ExportAllDeclaration: (node) => void found.push(node.source.value),
    ExportNamedDeclaration: (node) => {
      if (node.source !== null) found.push(node.source.value)
    },
    ImportExpression: (node) => {
      const { source } = node
      // A computed specifier matches no rule, so that it can't hide an arrow.
      found.push(source.type === 'Literal' && typeof source.value === 'string' ? source.value : 'computed-import')
    },
    TSImportType: (node) => void found.push(node.source.value),
  })
  visitor.visit(program)
  return found
}
