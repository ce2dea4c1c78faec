import { createHash } from 'node:crypto'
import { tokensCss } from '../../../src/visualizer/tokens.ts'

/** The provider's pages wear the demo's tokens; one style sheet, allowed by its hash. */
export const pageStyle = `
${tokensCss()}
* { box-sizing: border-box }
body { margin: 0; min-height: 100dvh; display: grid; place-items: center; padding: var(--ac-space-24) var(--ac-space-16); background: var(--ac-paper); color: var(--ac-ink); font: var(--ac-text-16)/var(--ac-leading-text) var(--ac-words) }
main { width: 100%; max-width: 25rem }
.brand { display: flex; align-items: center; gap: var(--ac-space-12); margin: 0 0 var(--ac-space-32); font-size: var(--ac-text-14); color: var(--ac-quiet) }
h1 { margin: 0 0 var(--ac-space-8); font-size: var(--ac-text-28); line-height: var(--ac-leading-heading); font-weight: 600 }
p { margin: 0 0 var(--ac-space-24); max-width: var(--ac-measure) }
.quiet { color: var(--ac-quiet); font-size: var(--ac-text-14) }
form { margin: 0 }
label { display: block; margin: 0 0 var(--ac-space-16); font-size: var(--ac-text-14); font-weight: 600 }
input, button, .button { display: block; width: 100%; min-height: var(--ac-target); border: var(--ac-line-width) solid var(--ac-line); border-radius: var(--ac-corner-control); background: transparent; color: inherit; font: inherit }
input { margin-top: var(--ac-space-4); padding: var(--ac-space-8) var(--ac-space-12); font-size: var(--ac-text-16); font-weight: 400 }
button, .button { padding: var(--ac-space-8) var(--ac-space-16); text-align: left; text-decoration: none; cursor: pointer; transition: border-color var(--ac-motion-feedback) var(--ac-ease) }
button.primary { border-color: var(--ac-ink); background: var(--ac-ink); color: var(--ac-paper); font-weight: 600; text-align: center }
button.plain { margin-top: var(--ac-space-8); border-color: transparent; color: var(--ac-quiet); text-align: center }
button small { display: block; color: var(--ac-quiet); font-size: var(--ac-text-14) }
button:hover, .button:hover { border-color: var(--ac-ink) }
:focus-visible { outline: var(--ac-focus) solid var(--ac-ink); outline-offset: var(--ac-focus) }
.alert { padding: var(--ac-space-12) var(--ac-space-16); border-radius: var(--ac-corner-state); background: var(--ac-stop-wash); color: var(--ac-stop-ink) }
fieldset { margin: var(--ac-space-32) 0 0; padding: var(--ac-space-24) 0 0; border: 0; border-top: var(--ac-line-width) solid var(--ac-line) }
legend { float: left; width: 100%; margin: 0 0 var(--ac-space-8); padding: 0; font-size: var(--ac-text-14); color: var(--ac-quiet) }
fieldset button { clear: both; margin: 0 0 var(--ac-space-8) }
`

export const pageStyleHash = `'sha256-${createHash('sha256').update(pageStyle).digest('base64')}'`
