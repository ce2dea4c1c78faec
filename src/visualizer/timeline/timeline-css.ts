/** How the timeline looks, in tokens only. */
export const timelineCss: string = `
.ac-timeline { grid-template-columns: minmax(0, 1fr) }
.ac-timeline-bar, .ac-recording { display: flex; flex-wrap: wrap; gap: var(--ac-space-12); align-items: end }
.ac-timeline-bar label { display: grid; gap: var(--ac-space-4); font-size: var(--ac-text-12); color: var(--ac-quiet); flex: 1; min-inline-size: 9rem }
.ac-timeline input[type='search'], .ac-timeline select { font: inherit; font-size: var(--ac-text-14); color: var(--ac-ink); background: var(--ac-paper); border: var(--ac-line-width) solid var(--ac-line); border-radius: var(--ac-corner-control); min-block-size: var(--ac-target); padding-inline: var(--ac-space-12); inline-size: 100% }
.ac-timeline input:focus-visible, .ac-timeline select:focus-visible, .ac-recording a:focus-visible, .ac-recording label:focus-within { outline: var(--ac-focus) solid var(--ac-ink); outline-offset: var(--ac-focus) }
.ac-recording .ac-press { display: inline-flex; align-items: center; min-block-size: var(--ac-target); padding-inline: var(--ac-space-12); border: var(--ac-line-width) solid var(--ac-line); border-radius: var(--ac-corner-control); color: inherit; text-decoration: none; cursor: pointer; position: relative; overflow: hidden }
.ac-recording .ac-press:hover { border-color: var(--ac-quiet) }
.ac-recording input { position: absolute; inset: 0; opacity: 0; cursor: pointer }
.ac-timeline .ac-table { margin-block-start: 0 }
.ac-timeline .ac-table th, .ac-timeline .ac-table td { min-inline-size: 5rem; background: none }
.ac-timeline .ac-table td:nth-child(3) { min-inline-size: 12rem }
.ac-timeline .ac-table th[scope='row'] { position: static; font-weight: 400; background: none }
.ac-timeline td { font-variant-numeric: tabular-nums }
`
