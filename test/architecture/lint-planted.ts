import { spawnSync } from 'node:child_process'
import { copyFileSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'

const repository = join(import.meta.dirname, '..', '..')

type Report = { readonly diagnostics: readonly { readonly code: string; readonly filename: string }[] }

/** Lints a planted file under the project's own rules, as if it lay at that path; answers the rules it breaks. */
export function brokenRules(path: string, text: string): readonly string[] {
  const folder = mkdtempSync(join(tmpdir(), 'authchart-lint-'))
  try {
    mkdirSync(dirname(join(folder, path)), { recursive: true })
    writeFileSync(join(folder, path), text)
    writeFileSync(join(folder, 'tsconfig.json'), '{ "compilerOptions": { "strict": true, "lib": ["ES2023", "DOM"] } }')
    const oxlint = join(repository, 'node_modules', 'oxlint', 'bin', 'oxlint')
    const config = join(repository, '.oxlintrc.json')
    // The overrides match paths from the config's folder, so the config lies beside the planted file.
    copyFileSync(config, join(folder, '.oxlintrc.json'))
    const { stdout } = spawnSync(process.execPath, [oxlint, '--type-aware', '--format=json', path], {
      cwd: folder,
      encoding: 'utf8',
      env: { ...process.env, PATH: [join(repository, 'node_modules', '.bin'), process.env['PATH']].join(':') },
    })
    const { diagnostics } = JSON.parse(stdout) as Report
    return diagnostics.map(({ code }) => code.replace(/^.*\((.*)\)$/, '$1'))
  } finally {
    rmSync(folder, { recursive: true })
  }
}
