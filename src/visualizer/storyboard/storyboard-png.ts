import { stylesOf } from './storyboard-html.ts'
import { storyboardSvg, type Story } from './storyboard-svg.ts'

/** Twice as fine as it is wide. */
const scale = 2

/** A strip as one picture with the app's own screens in it, drawn from our SVG: nothing is photographed, nothing is fetched. */
export async function storyboardPng(strip: Element, story: Story): Promise<Blob> {
  const theme = strip.closest('[data-theme]')?.getAttribute('data-theme') === 'dark' ? 'dark' : 'light'
  const screens = [...strip.querySelectorAll('.ac-picture-screen')].map((screen) => {
    const xhtml = new XMLSerializer().serializeToString(screen)
    return `<div xmlns="http://www.w3.org/1999/xhtml" data-theme="${theme}">${xhtml}</div>`
  })
  return drawn(storyboardSvg(story, { theme, screens, styles: stylesOf(strip.ownerDocument) }))
}

async function drawn(svg: string): Promise<Blob> {
  const image = new Image()
  // As a data address: a canvas that drew anything else would not give its pixels back.
  image.src = `data:image/svg+xml;charset=utf-8,${encodeURIComponent(svg)}`
  await image.decode()
  const canvas = document.createElement('canvas')
  canvas.width = image.naturalWidth * scale
  canvas.height = image.naturalHeight * scale
  canvas.getContext('2d')?.drawImage(image, 0, 0, canvas.width, canvas.height)
  return new Promise((resolve, reject) => {
    canvas.toBlob((picture) => {
      if (picture === null) reject(new RangeError('Cannot draw the picture: it is larger than this browser can hold'))
      else resolve(picture)
    }, 'image/png')
  })
}
