import { tokensCss } from '../tokens.ts'

/** How a report looks, in tokens only. */
export const reportCss: string = `${tokensCss()}
* { box-sizing: border-box }
body { margin: 0; padding: var(--ac-space-24); background: var(--ac-paper); color: var(--ac-ink); font: var(--ac-text-14)/var(--ac-leading-text) var(--ac-words) }
main { max-inline-size: 62rem; margin: 0 auto; display: grid; gap: var(--ac-space-24) }
section { display: grid; gap: var(--ac-space-12); min-inline-size: 0 }
h1, h2, p { margin: 0; line-height: var(--ac-leading-heading) }
h1 { font-size: var(--ac-text-28) }
h2 { font-size: var(--ac-text-20) }
code { font: var(--ac-text-12)/var(--ac-leading-text) var(--ac-code); overflow-wrap: anywhere }
svg { max-inline-size: 100%; block-size: auto }
.wide { overflow-x: auto; border: var(--ac-line-width) solid var(--ac-line); border-radius: var(--ac-corner-state) }
.wide:focus-visible { outline: var(--ac-focus) solid var(--ac-ink); outline-offset: var(--ac-focus) }
table { border-collapse: collapse; inline-size: 100% }
th, td { padding: var(--ac-space-8) var(--ac-space-12); text-align: start; vertical-align: top; border-block-end: var(--ac-line-width) solid var(--ac-line) }
tr:last-child > * { border-block-end: 0 }
thead th { color: var(--ac-quiet); font-size: var(--ac-text-12); white-space: nowrap }
.quiet { color: var(--ac-quiet) }
`
