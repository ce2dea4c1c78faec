/** How the findings of tests look around a chart, in tokens only. */
export const verdictsCss: string = `
.ac-verdicts { gap: var(--ac-space-16) }
.ac-verdicts > * { min-inline-size: 0 }
.ac-verdicts p { max-inline-size: var(--ac-measure) }
.ac-findings { display: grid; gap: var(--ac-space-8) }
.ac-findings > ul > li { display: grid; grid-template-columns: minmax(0, 1fr) auto; gap: 0 var(--ac-space-12); align-items: center; min-block-size: var(--ac-target); padding-block: var(--ac-space-4); border-block-end: var(--ac-line-width) solid var(--ac-line); overflow-wrap: anywhere }
.ac-findings strong { font-weight: 600 }
.ac-findings [data-verdict] strong { color: var(--ac-verdict) }
.ac-findings summary { cursor: pointer; min-block-size: var(--ac-target); display: flex; align-items: center; color: var(--ac-quiet); font-weight: 600; border-radius: var(--ac-corner-control) }
.ac-findings summary::before { content: '+'; inline-size: var(--ac-space-16) } .ac-findings details[open] > summary::before { content: '–' }
.ac-chart .ac-watch { min-block-size: var(--ac-target); padding-inline: var(--ac-space-12); border: var(--ac-line-width) solid var(--ac-line); border-radius: var(--ac-corner-control) }
.ac-chart .ac-watch[aria-pressed='true'] { border-color: var(--ac-ink); font-weight: 600 }
`
