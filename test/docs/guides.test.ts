import { existsSync, globSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { root } from '../../scripts/entries.ts'
import { linkGuides } from '../../stories/guide/link-guides.ts'

const guides = globSync('docs/**/*.md', { cwd: root })
const linking = [...guides, 'README.md', 'llms.txt']

describe('the guides', () => {
  it.each(linking)('lead only to what exists: %s', (document) => {
    expect(deadLinksIn(document, readFileSync(join(root, document), 'utf8'))).toEqual([])
  })

  it('are caught leading nowhere', () => {
    expect(deadLinksIn('docs/a.md', '[b](no-such.md) [c](errors.md#offline) [d](https://example.com)')).toEqual([
      'no-such.md',
    ])
  })

  it('say how a page of one user stays out of shared caches (RS-04)', () => {
    const guide = readFileSync(join(root, 'docs/server-rendering.md'), 'utf8')
    const [, header = ''] = /```http\n([^`]+)```/.exec(guide) ?? []
    expect(header.trim()).toBe('Cache-Control: private, no-store')
  })

  it('are all named where a machine looks first', () => {
    const named = readFileSync(join(root, 'llms.txt'), 'utf8')
    const meant = guides.filter((path) => !path.startsWith('docs/results/'))
    expect(meant.length).toBeGreaterThan(20)
    expect(meant.filter((path) => !named.includes(`](${path})`))).toEqual([])
  })

  it('are short enough to be read', () => {
    const references = ['docs/errors.md', 'docs/public-names.md', 'docs/testing.md']
    const tooLong = guides.filter(
      (path) => !references.includes(path) && readFileSync(join(root, path), 'utf8').split('\n').length > 151,
    )
    expect(tooLong).toEqual([])
  })

  it('all have a page in Storybook, under the name that links lead to', () => {
    const titles = globSync('stories/guide/*.mdx', { cwd: root }).map((path) => {
      const [, title = ''] = /<Meta title="Guide\/([^"]+)"/.exec(readFileSync(join(root, path), 'utf8')) ?? []
      return `[x](?path=/docs/guide-${title.toLowerCase().replaceAll(' ', '-')}--docs)`
    })
    const wanted = globSync('docs/*.md', { cwd: root }).map((path) => linkGuides(`[x](${path.replace('docs/', '')})`))
    expect(wanted.filter((link) => !titles.includes(link))).toEqual([])
    expect(titles).not.toContain(linkGuides('[x](no-such-guide.md)'))
  })

  it('link to each other in Storybook, and to nothing that has no page there', () => {
    expect(
      linkGuides(
        '[queue](queue.md), [start](start.md), [axios](recipes/axios.md), [drawn](a.svg), [x](https://x.test)',
      ),
    ).toBe(
      '[queue](?path=/docs/guide-queue--docs), [start](?path=/docs/guide-getting-started--docs), axios, drawn, [x](https://x.test)',
    )
  })
})

function deadLinksIn(document: string, text: string): readonly string[] {
  return [...text.matchAll(/\]\(([^)#]+)(?:#[^)]*)?\)/g)]
    .map(([, target = '']) => target)
    .filter((target) => !/^https?:/.test(target) && !existsSync(join(root, dirname(document), target)))
}
