/** A strip as one file that needs nothing else: the pictures as they are drawn, with the styles they are drawn with. */
export function storyboardHtml(strip: Element, title: string): string {
  const theme = strip.closest('[data-theme]')?.getAttribute('data-theme') ?? 'light'
  return [
    '<!doctype html>',
    '<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width">',
    `<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'; img-src data:">`,
    `<title>${escaped(title)}</title>`,
    `<style>${stylesOf(strip.ownerDocument).replaceAll('</', '<\\/')}</style>`,
    `</head><body data-theme="${escaped(theme)}"><main>${strip.outerHTML}</main></body></html>`,
    '',
  ].join('\n')
}

export function stylesOf(document: Document): string {
  return [...document.styleSheets].flatMap((sheet) => rulesOf(sheet)).join('\n')
}

/** The file opens without a network. */
const fetches = /^@(?:font-face|import)|url\((?!\s*["']?(?:data:|#))/

/** A sheet of another origin keeps its rules to itself. */
function rulesOf(sheet: CSSStyleSheet): readonly string[] {
  try {
    return [...sheet.cssRules].map(({ cssText }) => cssText).filter((text) => !fetches.test(text))
  } catch {
    return []
  }
}

function escaped(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('"', '&quot;')
}
