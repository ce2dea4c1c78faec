/** How the chart looks, in tokens only. */
export const chartCss: string = `
.ac-chart { position: relative; font: var(--ac-text-14)/var(--ac-leading-text) var(--ac-words); color: var(--ac-ink); display: grid; gap: var(--ac-space-24); align-items: start; text-align: start }
.ac-chart[data-wide] { grid-template-columns: minmax(0, 1fr) minmax(0, 20rem) }
.ac-chart *, .ac-chart *::before { box-sizing: border-box }
.ac-chart ol, .ac-chart ul { list-style: none; margin: 0; padding: 0 }
.ac-chart h2, .ac-chart h3, .ac-chart p { margin: 0 }
.ac-chart h2 { font-size: var(--ac-text-16); line-height: var(--ac-leading-heading); font-weight: 600 }
.ac-chart h3 { font-size: var(--ac-text-12); font-weight: 600; color: var(--ac-quiet) }
.ac-chart code { font: var(--ac-text-12)/var(--ac-leading-text) var(--ac-code) }
.ac-chart button { font: inherit; color: inherit; background: none; border: 0; margin: 0; padding: 0; text-align: start; cursor: pointer }
.ac-chart button:focus-visible, .ac-chart summary:focus-visible { outline: var(--ac-focus) solid var(--ac-ink); outline-offset: var(--ac-focus) }
.ac-chart svg { flex: none }
.ac-quiet { color: var(--ac-quiet) }

.ac-lanes { display: grid; gap: var(--ac-space-24); min-inline-size: 0 }
.ac-row { display: grid; grid-auto-flow: column; grid-auto-columns: minmax(0, 1fr); gap: var(--ac-space-24); align-items: start }
.ac-stack { display: grid; gap: var(--ac-space-24) }
.ac-lane { border: var(--ac-line-width) solid var(--ac-line); border-radius: var(--ac-corner-lane); padding: 0 var(--ac-space-16) var(--ac-space-16); background: color-mix(in srgb, var(--ac-ink) 2.5%, var(--ac-paper)); min-inline-size: 0 }
.ac-lane-head { display: flex; flex-wrap: wrap; align-items: baseline; column-gap: var(--ac-space-8); padding-block: var(--ac-space-12) }
.ac-lane-head code { color: var(--ac-quiet) }
.ac-lane-head button { margin-inline-start: auto; min-block-size: var(--ac-target); min-inline-size: var(--ac-target); margin-block: calc(-1 * var(--ac-space-12)); margin-inline-end: calc(-1 * var(--ac-space-12)); padding-inline: var(--ac-space-12); color: var(--ac-quiet); font-size: var(--ac-text-12) }
.ac-lane-now { display: flex; align-items: center; gap: var(--ac-space-8); font-weight: 600 }

.ac-canvas { position: relative; margin-block-start: var(--ac-space-16) }
.ac-canvas > svg { position: absolute; inset: 0; overflow: visible; pointer-events: none; z-index: 1 }
.ac-canvas > svg text { font: var(--ac-text-12) var(--ac-words); fill: var(--ac-quiet) }
.ac-box { position: absolute; inset: 0 auto auto 0; background: var(--ac-paper); border: var(--ac-line-width) solid var(--ac-line); border-radius: var(--ac-corner-state); transition: transform var(--ac-motion-change) var(--ac-ease), height var(--ac-motion-change) var(--ac-ease), width var(--ac-motion-change) var(--ac-ease), background-color var(--ac-motion-change) var(--ac-ease), border-color var(--ac-motion-change) var(--ac-ease) }
.ac-box[data-on='path'] { border-color: var(--ac-ink) }
.ac-box[data-on='here'] { border: var(--ac-focus) solid var(--ac-ink); background: var(--ac-tone-wash) }
.ac-box[data-hinted] { outline: var(--ac-focus) solid var(--ac-tone-ink); outline-offset: var(--ac-line-width) }
.ac-box:hover { border-color: var(--ac-quiet) }
.ac-box[data-on]:hover { border-color: var(--ac-ink) }
.ac-chart .ac-state { position: absolute; inset: 0 0 auto; display: grid; grid-template-columns: auto 1fr; column-gap: var(--ac-space-8); align-content: center; padding: 0 var(--ac-space-12); border-radius: inherit; overflow-wrap: anywhere }
.ac-chart .ac-state[data-folds] { inset-inline-end: var(--ac-target); padding-inline-end: 0 }
.ac-state .ac-title { font-weight: 600; line-height: 20px }
.ac-state .ac-name { grid-column: 2; display: flex; flex-wrap: wrap; align-items: center; gap: 0 var(--ac-space-8); font: var(--ac-text-12)/var(--ac-leading-text) var(--ac-code); color: var(--ac-quiet) }
.ac-state svg { color: var(--ac-quiet); block-size: 1lh }
.ac-box[data-on='here'] .ac-state svg, .ac-tone { color: var(--ac-tone-ink) }
.ac-tone { display: inline-grid }
.ac-dot { inline-size: 8px; block-size: 8px; border-radius: 50%; background: var(--ac-tone-ink) }
.ac-chart .ac-fold { position: absolute; inset: 0 0 auto auto; inline-size: var(--ac-target); block-size: var(--ac-target); display: grid; place-items: center; color: var(--ac-quiet); border-radius: var(--ac-corner-state) }
.ac-fold svg { transition: transform var(--ac-motion-change) var(--ac-ease) }
.ac-fold[aria-expanded='true'] svg { transform: rotate(90deg) }

.ac-route { fill: none; stroke: var(--ac-line); stroke-width: 1.5 }
.ac-head { fill: color-mix(in srgb, var(--ac-quiet) 55%, var(--ac-line)) }
.ac-head[data-lit] { fill: var(--ac-ink) }
.ac-route[data-lit] { stroke: var(--ac-ink) }
.ac-route[data-lit='far'] { stroke: var(--ac-quiet) } .ac-head[data-lit='far'] { fill: var(--ac-quiet) }
.ac-chart [data-verdict='untested'] { --ac-verdict: var(--ac-careful-ink) } .ac-chart [data-verdict='broken'] { --ac-verdict: var(--ac-stop-ink) }
.ac-route[data-verdict] { stroke: var(--ac-verdict); stroke-width: 2.5; stroke-dasharray: 2 5 } .ac-route[data-verdict='broken'] { stroke-dasharray: none }
.ac-box[data-verdict] { border-color: var(--ac-verdict); border-style: dashed } .ac-verdict { display: block; font-style: normal; color: var(--ac-verdict) }
.ac-label { position: absolute; z-index: 2; display: flex; align-items: center; gap: var(--ac-space-4); pointer-events: none; font-size: var(--ac-text-12); line-height: 18px; white-space: nowrap } .ac-label > span { overflow: hidden; text-overflow: ellipsis }
.ac-label[data-side='left'] { justify-content: end } .ac-label svg, .ac-label[data-lit='far'] { color: var(--ac-quiet) } .ac-label[data-hinted] { font-weight: 600 }
.ac-route[data-dash='time'] { stroke-dasharray: 5 4 }
.ac-route[data-dash='automatic'] { stroke-dasharray: 1 4; stroke-linecap: round }
.ac-route[data-dash='tab'] { stroke-width: 4.5 } .ac-between { fill: none; stroke: var(--ac-paper); stroke-width: 1.5 }
.ac-route[data-hinted] { stroke: var(--ac-ink); stroke-width: 2.5 }
.ac-taken { fill: none; stroke: var(--ac-tone-ink); stroke-width: 2.5; opacity: 0; animation: ac-fade var(--ac-motion-fade) var(--ac-ease) }
@keyframes ac-fade { from { opacity: 1 } 60% { opacity: 1 } to { opacity: 0 } }

.ac-countdown { display: inline-flex; align-items: center; gap: var(--ac-space-4); color: var(--ac-ink); font: var(--ac-text-12)/var(--ac-leading-text) var(--ac-words); font-variant-numeric: tabular-nums }
.ac-countdown svg { margin: 0; transform: rotate(-90deg); animation: ac-turn var(--ac-motion-turn) steps(1) infinite }
.ac-countdown circle { fill: none; stroke: var(--ac-line); stroke-width: 2 }
.ac-countdown circle + circle { stroke: var(--ac-tone-ink, var(--ac-ink)); transition: stroke-dashoffset var(--ac-motion-turn) linear }
@keyframes ac-turn { to { transform: rotate(-90deg) } }

.ac-ways { border: var(--ac-line-width) solid var(--ac-line); border-radius: var(--ac-corner-lane); padding: var(--ac-space-16); display: grid; gap: var(--ac-space-12); background: var(--ac-paper); min-inline-size: 0 }
.ac-ways-more { border-block-start: var(--ac-line-width) solid var(--ac-line); padding-block-start: var(--ac-space-4) }
.ac-chart[data-wide] .ac-ways { position: sticky; inset-block-start: var(--ac-space-16) }
.ac-ways-head { display: grid; gap: var(--ac-space-4) }
.ac-ways-head code { color: var(--ac-quiet); overflow-wrap: anywhere }
.ac-badge { display: inline-flex; align-items: center; gap: var(--ac-space-8); justify-self: start; padding: var(--ac-space-4) var(--ac-space-12); border-radius: var(--ac-corner-lane); background: var(--ac-tone-wash); color: var(--ac-tone-ink); font-size: var(--ac-text-12); font-weight: 600 }
.ac-ways ul { columns: 18rem; column-gap: var(--ac-space-24) }
.ac-ways p { max-inline-size: var(--ac-measure) }
.ac-ways li { break-inside: avoid; border-radius: var(--ac-corner-control) }
.ac-ways li[data-taken] { animation: ac-lit var(--ac-motion-fade) var(--ac-ease) }
@keyframes ac-lit { from { background: color-mix(in srgb, var(--ac-ink) 12%, var(--ac-paper)) } }
.ac-chart .ac-way { display: grid; grid-template-columns: auto 1fr; gap: 0 var(--ac-space-8); align-content: center; inline-size: 100%; min-block-size: calc(var(--ac-target) + var(--ac-space-4)); border-radius: inherit; overflow-wrap: anywhere }
.ac-chart .ac-way:focus-visible { outline-offset: 0 }
.ac-way > svg { color: var(--ac-quiet); block-size: 1lh }
.ac-way > :last-child { grid-column: 2 }
.ac-way > strong { font-weight: 600 }
button.ac-way:hover > strong { text-decoration: underline; text-underline-offset: 3px }
.ac-ways summary { cursor: pointer; min-block-size: var(--ac-target); display: flex; align-items: center; gap: var(--ac-space-8); color: var(--ac-quiet); font-size: var(--ac-text-12); font-weight: 600; border-radius: var(--ac-corner-control) }
.ac-ways summary::before { content: '+'; inline-size: var(--ac-space-16) ; text-align: center }
.ac-ways details[open] > summary::before { content: '–' }
.ac-param { color: var(--ac-quiet); background: color-mix(in srgb, var(--ac-ink) 6%, var(--ac-paper)); border-radius: var(--ac-corner-control); padding-inline: var(--ac-space-4) }
.ac-chart .ac-follow { min-block-size: var(--ac-target); justify-self: start; text-decoration: underline; text-underline-offset: 3px; color: var(--ac-quiet) }
.ac-bounced { color: var(--ac-quiet); font-size: var(--ac-text-12) }
.ac-bounced code { color: var(--ac-ink) }
.ac-unseen { position: absolute; inline-size: 1px; block-size: 1px; overflow: hidden; clip-path: inset(50%); white-space: nowrap }
${['rest', 'calm', 'working', 'careful', 'ask', 'stop']
  .map(
    (tone) => `[data-tone='${tone}'] { --ac-tone-ink: var(--ac-${tone}-ink); --ac-tone-wash: var(--ac-${tone}-wash) }`,
  )
  .join('\n')}
@media (prefers-reduced-motion: reduce) { .ac-taken { animation: none; opacity: 1 } .ac-ways li[data-taken] { animation: none; background: color-mix(in srgb, var(--ac-ink) 8%, var(--ac-paper)) } }
@media (forced-colors: active) {
  .ac-box[data-on='here'] { border-color: Highlight }
  .ac-dot { background: Highlight; forced-color-adjust: none }
  .ac-route { stroke: CanvasText; opacity: 0.4 } .ac-route[data-lit], .ac-taken { stroke: CanvasText; opacity: 1 }
  .ac-head { fill: CanvasText }
}
@media print { .ac-chart[data-wide] { grid-template-columns: 1fr } .ac-chart .ac-ways { position: static } .ac-lane { break-inside: avoid-page } }
`
