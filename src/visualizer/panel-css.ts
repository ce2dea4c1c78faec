/** How the live panel looks, in tokens only. */
export const panelCss: string = `
.ac-panel { container: ac-panel / inline-size; gap: var(--ac-space-16) }
.ac-regions { display: grid; border: var(--ac-line-width) solid var(--ac-line); border-radius: var(--ac-corner-lane); overflow: hidden }
.ac-regions > li { display: grid; grid-template-columns: minmax(0, 9rem) minmax(0, 1fr) auto; align-items: center; gap: 0 var(--ac-space-12); padding: var(--ac-space-8) var(--ac-space-16); background: var(--ac-paper) }
.ac-regions > li:first-child { background: var(--ac-tone-wash) }
.ac-regions > li + li { border-block-start: var(--ac-line-width) solid var(--ac-line) }
.ac-region-state { display: flex; flex-wrap: wrap; align-items: center; gap: 0 var(--ac-space-8); min-inline-size: 0 }
.ac-region-state strong { font-weight: 600 } .ac-region-state code { overflow-wrap: anywhere }
@container ac-panel (max-width: 30rem) { .ac-regions > li { grid-template-columns: minmax(0, 1fr) auto } .ac-regions > li > .ac-quiet { grid-column: 1 / -1; font-size: var(--ac-text-12) } }
.ac-last { display: grid; gap: var(--ac-space-4); padding-inline: var(--ac-space-16) }
.ac-chart .ac-last h2 { font-size: var(--ac-text-12); color: var(--ac-quiet) }
.ac-last-move { display: flex; gap: var(--ac-space-8) } .ac-last-move strong { font-weight: 600 }
.ac-last-move svg { block-size: 1lh; color: var(--ac-quiet) }
.ac-tabs { display: grid; grid-template-columns: minmax(0, 1fr); gap: var(--ac-space-16); min-inline-size: 0 }
.ac-tabs [role='tablist'] { display: flex; flex-wrap: wrap; gap: var(--ac-space-4); border-block-end: var(--ac-line-width) solid var(--ac-line) }
.ac-chart [role='tab'] { min-block-size: var(--ac-target); min-inline-size: var(--ac-target); padding-inline: var(--ac-space-12); color: var(--ac-quiet); font-weight: 600; box-shadow: inset 0 0 0 transparent; border-radius: var(--ac-corner-control) var(--ac-corner-control) 0 0 }
.ac-chart [role='tab'][aria-selected='true'] { color: var(--ac-ink); box-shadow: inset 0 calc(-1 * var(--ac-focus)) 0 var(--ac-ink) }
.ac-chart [role='tab']:focus-visible { outline-offset: calc(-1 * var(--ac-focus)) }
.ac-count { margin-inline-start: var(--ac-space-8); padding: 0 var(--ac-space-8); border-radius: var(--ac-corner-lane); background: var(--ac-careful-wash); color: var(--ac-careful-ink); font-size: var(--ac-text-12); font-variant-numeric: tabular-nums }
.ac-log > ol > li { display: grid; grid-template-columns: auto minmax(0, 11rem) minmax(0, 1fr); gap: 0 var(--ac-space-12); padding-block: var(--ac-space-8); border-block-end: var(--ac-line-width) solid var(--ac-line) }
.ac-log time { font-size: var(--ac-text-12); font-variant-numeric: tabular-nums; line-height: 18px }
.ac-log code { overflow-wrap: anywhere }
.ac-changes > li { font-size: var(--ac-text-12) }
@container ac-panel (max-width: 30rem) { .ac-log > ol > li { grid-template-columns: auto minmax(0, 1fr) } .ac-changes { grid-column: 2 } }
.ac-queue > li { display: grid; grid-template-columns: minmax(0, 1fr) auto; gap: 0 var(--ac-space-12); padding-block: var(--ac-space-12); border-block-end: var(--ac-line-width) solid var(--ac-line) }
.ac-queue .ac-quiet { grid-column: 1 / -1; font-size: var(--ac-text-12) }
.ac-decisions { container: ac-panel / inline-size; gap: var(--ac-space-4) } .ac-decisions > * { min-inline-size: 0 }
.ac-table { overflow-x: auto; margin-block-start: var(--ac-space-12); border: var(--ac-line-width) solid var(--ac-line); border-radius: var(--ac-corner-lane) }
.ac-table:focus-visible { outline: var(--ac-focus) solid var(--ac-ink); outline-offset: var(--ac-focus) }
.ac-table table { border-collapse: collapse; inline-size: 100% }
.ac-table th, .ac-table td { min-inline-size: 11rem; padding: var(--ac-space-8) var(--ac-space-12); vertical-align: top; text-align: start; font-size: var(--ac-text-12); border-block-end: var(--ac-line-width) solid var(--ac-line); border-inline-end: var(--ac-line-width) solid var(--ac-line) }
.ac-table th[scope='row'] { position: sticky; inset-inline-start: 0; background: var(--ac-paper); font-size: var(--ac-text-14); font-weight: 600 }
.ac-table th[scope='row'] code { display: block; overflow-wrap: anywhere; font-weight: 400; color: var(--ac-quiet) }
.ac-table thead th { background: color-mix(in srgb, var(--ac-ink) 2.5%, var(--ac-paper)) }
.ac-table td { background: var(--ac-tone-wash) }
.ac-table td strong { font-weight: 600; white-space: nowrap }
.ac-table td em { font-style: normal; font-weight: 600 }
@container ac-panel (max-width: 30rem) { .ac-table th, .ac-table td { min-inline-size: 9rem } .ac-decisions th[scope='row'], .ac-decisions th:first-child { min-inline-size: 7.5rem; max-inline-size: 7.5rem } }
@media (forced-colors: active) { .ac-chart [role='tab'][aria-selected='true'] { border-block-end: var(--ac-focus) solid Highlight } }
`
