/** The button in the corner and the sheet it opens. Says its own colours, for apps that know no tokens until it is open. */
export const launcherCss: string = `
.ac-launcher { position: fixed; inset: auto 16px 16px auto; z-index: 2147483000; min-block-size: 44px; min-inline-size: 44px; padding-inline: var(--ac-space-16, 1ch); border: 1px solid currentColor; border-radius: var(--ac-corner-control); background: Canvas; color: CanvasText; font: 600 var(--ac-text-14, small) system-ui, sans-serif; cursor: pointer; box-shadow: var(--ac-float, none) }
.ac-launcher:focus-visible, .ac-devtools-close:focus-visible { outline: 2px solid currentColor; outline-offset: 2px }
.ac-devtools { position: fixed; inset: 0 0 0 auto; z-index: 2147483001; inline-size: min(100%, 48rem); overflow: auto; overscroll-behavior: contain; padding: var(--ac-space-16); background: var(--ac-paper, Canvas); color: var(--ac-ink, CanvasText); box-shadow: var(--ac-float, none); box-sizing: border-box }
.ac-devtools:focus { outline: none }
.ac-devtools-close { display: block; margin: 0 0 var(--ac-space-8) auto; min-block-size: 44px; min-inline-size: 44px; padding-inline: var(--ac-space-12); border: 1px solid; border-radius: var(--ac-corner-control); background: none; color: inherit; font: var(--ac-text-14, small) system-ui, sans-serif; cursor: pointer }
`
