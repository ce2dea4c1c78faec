/** How the moments of a recording are walked through, in tokens only. */
export const sliderCss: string = `
.ac-slider { display: grid; gap: var(--ac-space-4); position: sticky; inset-block-start: 0; z-index: 2; background: var(--ac-paper); padding-block: var(--ac-space-8) }
.ac-slider-row { display: grid; grid-template-columns: auto minmax(0, 1fr) auto; align-items: center; gap: var(--ac-space-12) }
.ac-slider input { inline-size: 100%; min-block-size: var(--ac-target); accent-color: var(--ac-ink) }
.ac-slider label { color: var(--ac-quiet); font-size: var(--ac-text-12); font-variant-numeric: tabular-nums }
.ac-chart .ac-slider button { display: inline-flex; align-items: center; justify-content: center; min-block-size: var(--ac-target); min-inline-size: var(--ac-target); padding-inline: var(--ac-space-12); border: var(--ac-line-width) solid var(--ac-line); border-radius: var(--ac-corner-control) }
.ac-chart .ac-slider button:hover:enabled { border-color: var(--ac-ink) }
.ac-chart .ac-slider button:disabled { color: var(--ac-quiet); cursor: default }
.ac-slider input:focus-visible { outline: var(--ac-focus) solid var(--ac-ink); outline-offset: var(--ac-focus) }
`
