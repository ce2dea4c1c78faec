/** How a storyboard looks, in tokens only. */
export const storyboardCss: string = `
.ac-storyboard { display: grid; gap: var(--ac-space-16); min-inline-size: 0 }
.ac-chart.ac-storyboard-head { display: flex; flex-wrap: wrap; gap: var(--ac-space-12); align-items: end }
.ac-storyboard-head label { display: grid; gap: var(--ac-space-4); font-size: var(--ac-text-12); color: var(--ac-quiet); flex: 1 1 16rem; min-inline-size: 0 }
.ac-storyboard-head select { font: inherit; font-size: var(--ac-text-14); color: var(--ac-ink); background: var(--ac-paper); border: var(--ac-line-width) solid var(--ac-line); border-radius: var(--ac-corner-control); min-block-size: var(--ac-target); padding-inline: var(--ac-space-12); inline-size: 100% }
.ac-storyboard-head select:focus-visible { outline: var(--ac-focus) solid var(--ac-ink); outline-offset: var(--ac-focus) }
.ac-storyboard-head .ac-press { min-block-size: var(--ac-target); padding-inline: var(--ac-space-12); border: var(--ac-line-width) solid var(--ac-line); border-radius: var(--ac-corner-control) }
.ac-strip { list-style: none; margin: 0; padding: 0; display: grid; grid-template-columns: repeat(auto-fill, minmax(min(100%, 19rem), 1fr)); gap: var(--ac-space-24) var(--ac-space-16) }
.ac-picture { display: grid; grid-template-rows: subgrid; grid-row: span 3; gap: var(--ac-space-8); align-content: start; min-inline-size: 0 }
.ac-chart.ac-picture-cause, .ac-chart.ac-picture-words { gap: var(--ac-space-4) }
.ac-picture-cause { align-content: end } .ac-picture-words { align-content: start }
.ac-chart.ac-picture-cause h3 { display: flex; gap: var(--ac-space-8); font-size: var(--ac-text-14); color: var(--ac-ink) }
.ac-picture h3 svg { block-size: 1lh }
.ac-picture h3 .ac-quiet { font-weight: 400 }
.ac-picture-cause p, .ac-picture-words p { font-size: var(--ac-text-12) }
.ac-picture-words p:first-child { font-size: var(--ac-text-14) }
.ac-picture-words .ac-tone { display: inline-grid; vertical-align: -2px; margin-inline-end: var(--ac-space-4) }
.ac-picture-screen { block-size: 22rem; overflow: clip; border: var(--ac-line-width) solid var(--ac-line); border-radius: var(--ac-corner-lane); background: var(--ac-paper); font-size: var(--ac-text-16) }
.ac-picture-screen > * { zoom: 0.7 }
.ac-picture-screen .stage { min-block-size: 0 }
@media print { .ac-storyboard-head { display: none } .ac-picture { break-inside: avoid } }
`
