/** Room for one character of a state's title (14 px, 600) and of its name (12 px, monospaced), on the wide side. */
const titleCharacter = 8.8
const nameCharacter = 7.4

export const titleLine = 20
export const nameLine = 18

interface Texts {
  readonly title: string
  readonly name: string
}

/** How tall a title and the name under it stand in a column of that width. Fonts differ, so the guess is generous. */
export function textHeight(text: Texts, width: number): number {
  const { title, name } = textLines(text, width)
  return title.length * titleLine + name.length * nameLine
}

/** A title and a name as the lines they take in a column of that width. */
export function textLines({ title, name }: Texts, width: number): Readonly<Record<keyof Texts, readonly string[]>> {
  return {
    title: linesOf(title, Math.floor(width / titleCharacter)),
    name: linesOf(name, Math.floor(width / nameCharacter)),
  }
}

/** Breaks between words, and within those longer than a line. */
export function linesOf(text: string, most: number): readonly string[] {
  const perLine = Math.max(1, most)
  const lines: string[] = []
  let line = ''
  for (const word of text.split(' ')) {
    const longer = line === '' ? word : `${line} ${word}`
    if (longer.length <= perLine) {
      line = longer
      continue
    }
    if (line !== '') lines.push(line)
    // A word longer than a line breaks wherever the line ends.
    const whole = Math.max(0, Math.ceil(word.length / perLine) - 1)
    for (let part = 0; part < whole; part++) lines.push(word.slice(part * perLine, (part + 1) * perLine))
    line = word.slice(whole * perLine)
  }
  return [...lines, line]
}
