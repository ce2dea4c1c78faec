import { createHash } from 'node:crypto'

/** The provider's pages use the demo's palette; one style sheet, allowed by its hash. */
export const pageStyle = `
:root { color-scheme: light dark; --paper: #fbfaf8; --ink: #1b1d21; --quiet: #5d636d; --line: #d9d6d0; --stop: #b3261e; --stop-wash: #fbe7e5 }
@media (prefers-color-scheme: dark) {
  :root { --paper: #131519; --ink: #eceae6; --quiet: #a2a8b3; --line: #31353d; --stop: #ff9d94; --stop-wash: #3a1613 }
}
* { box-sizing: border-box }
body { margin: 0; min-height: 100dvh; display: grid; place-items: center; padding: 24px 16px; background: var(--paper); color: var(--ink); font: 16px/1.5 system-ui, sans-serif }
main { width: 100%; max-width: 400px }
.brand { display: flex; align-items: center; gap: 12px; margin: 0 0 32px; font-size: 14px; color: var(--quiet) }
h1 { margin: 0 0 8px; font-size: 28px; line-height: 1.25; font-weight: 600 }
p { margin: 0 0 24px; max-width: 68ch }
.quiet { color: var(--quiet); font-size: 14px }
form { margin: 0 }
label { display: block; margin: 0 0 16px; font-size: 14px; font-weight: 600 }
input { display: block; width: 100%; min-height: 44px; margin-top: 4px; padding: 8px 12px; border: 1px solid var(--line); border-radius: 6px; background: transparent; color: inherit; font: inherit; font-weight: 400 }
button, .button { display: block; width: 100%; min-height: 44px; padding: 8px 16px; border: 1px solid var(--line); border-radius: 6px; background: transparent; color: inherit; font: inherit; text-align: left; text-decoration: none; cursor: pointer }
button.primary { border-color: var(--ink); background: var(--ink); color: var(--paper); font-weight: 600; text-align: center }
button.plain { margin-top: 8px; border-color: transparent; color: var(--quiet); text-align: center }
button small { display: block; color: var(--quiet); font-size: 14px }
button:hover, .button:hover { border-color: var(--ink) }
:focus-visible { outline: 2px solid var(--ink); outline-offset: 2px }
.alert { margin: 0 0 16px; padding: 12px 16px; border-radius: 10px; background: var(--stop-wash); color: var(--stop) }
fieldset { margin: 32px 0 0; padding: 24px 0 0; border: 0; border-top: 1px solid var(--line) }
legend { float: left; width: 100%; margin: 0 0 8px; padding: 0; font-size: 14px; color: var(--quiet) }
fieldset button { clear: both; margin: 0 0 8px }
`

export const pageStyleHash = `'sha256-${createHash('sha256').update(pageStyle).digest('base64')}'`
