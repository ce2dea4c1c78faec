import type { Page } from 'playwright'

/** What does not fit where it stands: content that makes the window scroll sideways, words that leave or cover others. */
export function misplaced(page: Page): Promise<readonly string[]> {
  return page.evaluate(async () => {
    // The chart hears of its new width before the next picture but one.
    for (let picture = 0; picture < 3; picture += 1) await new Promise((done) => requestAnimationFrame(done))
    const over = document.documentElement.scrollWidth - document.documentElement.clientWidth
    const found = over > 0 ? [`${over} px too wide`] : []
    const labels = [...document.querySelectorAll('.ac-label')]
    const words = [...document.querySelectorAll('.ac-title, .ac-name')]
    const places = new Map([...labels, ...words].map((one) => [one, one.getBoundingClientRect()]))
    labels.forEach((label, at) => {
      for (const other of [...words, ...labels.slice(at + 1)]) {
        const [a, b] = [places.get(label), places.get(other)]
        if (a === undefined || b === undefined) continue
        const meets = a.left < b.right - 1 && b.left < a.right - 1 && a.top < b.bottom - 1 && b.top < a.bottom - 1
        if (meets) found.push(`“${label.textContent}” on “${other.textContent}”`)
      }
    })
    for (const state of document.querySelectorAll('.ac-state'))
      if (state.scrollHeight > state.clientHeight + 1) found.push(`“${state.textContent}” spills`)
    return found
  })
}
