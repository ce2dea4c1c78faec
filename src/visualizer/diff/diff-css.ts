/** How a difference looks, in tokens only. */
export const diffCss: string = `
.ac-diff { gap: var(--ac-space-16) }
.ac-diff > *, .ac-player > * { min-inline-size: 0 }
.ac-diff > svg, .ac-sides svg { max-inline-size: 100%; block-size: auto }
.ac-chart .ac-views { display: flex; flex-wrap: wrap; gap: var(--ac-space-8); border: 0; margin: 0; padding: 0 }
.ac-chart .ac-views button { min-block-size: var(--ac-target); min-inline-size: var(--ac-target); padding-inline: var(--ac-space-12); border: var(--ac-line-width) solid var(--ac-line); border-radius: var(--ac-corner-control); color: var(--ac-quiet); text-align: center; overflow-wrap: anywhere }
.ac-chart .ac-views button[aria-pressed='true'] { border-color: var(--ac-ink); color: var(--ac-ink); font-weight: 600 }
.ac-chart .ac-change { display: grid; grid-template-columns: var(--ac-space-24) minmax(0, 1fr); inline-size: 100%; min-block-size: var(--ac-target); align-items: center; overflow-wrap: anywhere; border-radius: var(--ac-corner-control) }
.ac-change:hover { background: color-mix(in srgb, var(--ac-ink) 6%, var(--ac-paper)) }
.ac-change .ac-tone { font-weight: 600; justify-content: center }
.ac-detail { display: block; font-size: var(--ac-text-12) }
.ac-detail ins { color: var(--ac-ink); text-decoration: none; font-weight: 600 }
.ac-player { display: grid; gap: var(--ac-space-12) }
.ac-sides { display: grid; gap: var(--ac-space-24); align-items: start }
.ac-sides figure { margin: 0; display: grid; gap: var(--ac-space-4); min-inline-size: 0 }
.ac-sides figcaption { font-weight: 600 }
.ac-sides[data-wide] { grid-template-columns: 1fr 1fr }
`
