/** Room for one character of a state's title (14 px, 600) and of its name (12 px, monospaced), on the wide side. */
const titleCharacter = 8.8
const nameCharacter = 7.4

const titleLine = 20
const nameLine = 18

/** How tall a title and the name under it stand in a column of that width. Fonts differ, so the guess is generous. */
export function textHeight(text: { readonly title: string; readonly name: string }, width: number): number {
  const titles = linesOf(text.title, Math.floor(width / titleCharacter))
  const names = linesOf(text.name, Math.floor(width / nameCharacter))
  return titles * titleLine + names * nameLine
}

function linesOf(text: string, most: number): number {
  const perLine = Math.max(1, most)
  let lines = 1
  let used = 0
  for (const word of text.split(' ')) {
    const gap = used === 0 ? 0 : 1
    if (used + gap + word.length <= perLine) {
      used += gap + word.length
      continue
    }
    // A word longer than a line breaks wherever the line ends.
    const own = Math.ceil(word.length / perLine)
    lines += used === 0 ? own - 1 : own
    used = word.length - (own - 1) * perLine
  }
  return lines
}
