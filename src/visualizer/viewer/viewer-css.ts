/** How the viewer looks, in tokens only. */
export const viewerCss: string = `
body { margin: 0; background: var(--ac-paper); color: var(--ac-ink) }
.ac-viewer { max-inline-size: 90rem; min-block-size: 100vh; box-sizing: border-box; margin: 0 auto; padding: var(--ac-space-16); gap: var(--ac-space-16); align-content: start }
.ac-viewer > * { min-inline-size: 0 }
.ac-viewer[data-over] { outline: var(--ac-focus) dashed var(--ac-ink); outline-offset: calc(-1 * var(--ac-space-8)) }
.ac-viewer-head { display: flex; flex-wrap: wrap; align-items: center; justify-content: space-between; gap: var(--ac-space-8) var(--ac-space-16) }
.ac-viewer-head h1 { margin: 0; font-size: var(--ac-text-20); line-height: var(--ac-leading-heading) }
.ac-open { display: inline-flex; align-items: center; justify-content: center; min-block-size: var(--ac-target); min-inline-size: var(--ac-target); padding-inline: var(--ac-space-12); border: var(--ac-line-width) solid var(--ac-line); border-radius: var(--ac-corner-control); cursor: pointer; position: relative }
.ac-open:hover { border-color: var(--ac-ink) }
.ac-open input { position: absolute; inset: 0; opacity: 0; inline-size: 100%; cursor: pointer }
.ac-open:focus-within { outline: var(--ac-focus) solid var(--ac-ink); outline-offset: var(--ac-focus) }
.ac-empty { display: grid; gap: var(--ac-space-8); place-content: center; justify-items: center; text-align: center; min-block-size: 60vh; border: var(--ac-line-width) dashed var(--ac-line); border-radius: var(--ac-corner-lane); padding: var(--ac-space-24) }
.ac-empty p { max-inline-size: var(--ac-measure) }
.ac-empty p:first-child { font-size: var(--ac-text-20) }
`
