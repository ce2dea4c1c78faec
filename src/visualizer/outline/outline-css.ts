/** How the outline looks, in tokens only. */
export const outlineCss: string = `
.ac-outline { gap: var(--ac-space-12) }
.ac-outline > p { max-inline-size: var(--ac-measure) }
.ac-said:not(:empty) { padding: var(--ac-space-8) var(--ac-space-12); border-inline-start: var(--ac-focus) solid var(--ac-ink) }
.ac-outline-list .ac-outline-list { margin-inline-start: var(--ac-space-12); padding-inline-start: var(--ac-space-12); border-inline-start: var(--ac-line-width) solid var(--ac-line) }
.ac-outline-list > .ac-outline-state + .ac-outline-state { margin-block-start: var(--ac-space-4) }
.ac-chart .ac-outline-row { display: flex; align-items: center; gap: var(--ac-space-8); inline-size: 100%; min-block-size: var(--ac-target); padding: var(--ac-space-4) var(--ac-space-8); border-radius: var(--ac-corner-control); overflow-wrap: anywhere; transition: background-color var(--ac-motion-feedback) var(--ac-ease) }
.ac-chart .ac-outline-row:focus-visible { outline-offset: calc(-1 * var(--ac-focus)) }
.ac-outline-row:hover { background: color-mix(in srgb, var(--ac-ink) 4%, var(--ac-paper)) }
.ac-outline-row > span:not([class]) { min-inline-size: 0 }
.ac-outline-row strong { font-weight: 600 }
.ac-outline-row > svg { color: var(--ac-quiet) }
.ac-outline-row .ac-badge { margin-inline-start: auto }
.ac-outline-fold { inline-size: 16px; display: inline-grid; flex: none; color: var(--ac-quiet) }
.ac-outline-row[aria-expanded='true'] > .ac-outline-fold svg { transform: rotate(90deg) }
.ac-outline-fold svg { transition: transform var(--ac-motion-change) var(--ac-ease) }
.ac-outline-state[data-on='here'] > .ac-outline-row { background: var(--ac-tone-wash) }
.ac-outline-state[data-on='here'] > .ac-outline-row .ac-quiet { color: var(--ac-tone-ink) }
.ac-outline-state[data-on='here'] > .ac-outline-row .ac-badge { padding-inline: 0 }
.ac-outline-state:not([data-on='here']) > .ac-outline-row .ac-tone { color: var(--ac-quiet) }
.ac-outline-way[data-taken] { border-radius: var(--ac-corner-control); animation: ac-lit var(--ac-motion-fade) var(--ac-ease) }
.ac-fires { margin-inline-start: auto; flex: none; font-size: var(--ac-text-12); font-weight: 600; border: var(--ac-line-width) solid var(--ac-quiet); border-radius: var(--ac-corner-control); padding: var(--ac-space-4) var(--ac-space-8) }
@media (prefers-reduced-motion: reduce) { .ac-outline-way[data-taken] { animation: none; background: color-mix(in srgb, var(--ac-ink) 8%, var(--ac-paper)) } }
@media (forced-colors: active) { .ac-outline-state[data-on='here'] > .ac-outline-row { outline: var(--ac-focus) solid Highlight } }
`
