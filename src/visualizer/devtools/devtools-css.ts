/** What only the devtools have, in tokens only. */
export const devtoolsCss: string = `
.ac-switches { display: flex; flex-wrap: wrap; gap: var(--ac-space-8) }
.ac-chart .ac-switches h2 { flex: 1 0 100%; font-size: var(--ac-text-12); color: var(--ac-quiet) }
.ac-chart .ac-switches button { display: inline-flex; align-items: center; gap: var(--ac-space-8); min-block-size: var(--ac-target); padding-inline: var(--ac-space-12); border: var(--ac-line-width) solid var(--ac-line); border-radius: var(--ac-corner-control) }
.ac-switches button > span { inline-size: 28px; block-size: 16px; border-radius: var(--ac-corner-control); border: var(--ac-line-width) solid var(--ac-quiet); background: linear-gradient(var(--ac-quiet) 0 0) 2px 50% / 10px 10px no-repeat }
.ac-switches [aria-checked='true'] > span { background-position-x: calc(100% - 2px); background-color: var(--ac-careful-wash) }
`
