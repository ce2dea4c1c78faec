/** How a copy to play with looks, in tokens only. */
export const simulatorCss: string = `
.ac-travel { display: grid; gap: var(--ac-space-4) }
.ac-travel label { font-size: var(--ac-text-12); color: var(--ac-quiet); font-variant-numeric: tabular-nums }
.ac-travel-row { display: flex; gap: var(--ac-space-12); align-items: center }
.ac-travel input { flex: 1; min-inline-size: 0; min-block-size: var(--ac-target); accent-color: var(--ac-ink) }
.ac-travel p { font-weight: 600; min-block-size: 1lh }
.ac-chart .ac-press { min-block-size: var(--ac-target); min-inline-size: var(--ac-target); padding-inline: var(--ac-space-12); border: var(--ac-line-width) solid var(--ac-line); border-radius: var(--ac-corner-control); background: var(--ac-paper) }
.ac-chart .ac-press:disabled { color: var(--ac-quiet); cursor: default; border-style: dashed }
.ac-chart .ac-press:not(:disabled):hover { border-color: var(--ac-quiet) }
.ac-preview { min-block-size: 2lh }
.ac-simulator .ac-way[data-fires] { border: var(--ac-line-width) solid var(--ac-quiet); padding-inline: var(--ac-space-8); margin-block: var(--ac-space-4) }
.ac-simulator .ac-way:not([data-fires]) { color: var(--ac-quiet) }
`
