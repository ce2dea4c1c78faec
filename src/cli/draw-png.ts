import type * as Renderer from '@resvg/resvg-js'
import { CliError } from './cli-error.ts'

/** A picture of an SVG drawing, twice as fine as the drawing is wide. */
export async function drawPng(svg: string): Promise<Uint8Array> {
  const { Resvg } = await renderer()
  const font = { loadSystemFonts: true, sansSerifFamily: 'DejaVu Sans', monospaceFamily: 'DejaVu Sans Mono' }
  const picture = (text: string): InstanceType<typeof Resvg> =>
    new Resvg(text, { font, fitTo: { mode: 'zoom', value: 2 } })
  // Without fonts every word would be left out in silence.
  const word = picture('<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"><text y="9">A</text></svg>')
  if (word.getBBox() === undefined) throw new CliError('no_fonts', 'png')
  return picture(svg).render().asPng()
}

async function renderer(): Promise<typeof Renderer> {
  try {
    return await import('@resvg/resvg-js')
  } catch (cause) {
    throw new CliError('no_renderer', '@resvg/resvg-js', { cause })
  }
}
