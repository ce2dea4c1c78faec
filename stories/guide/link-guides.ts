/** A guide's links to other guides, as links to their pages here; links to what has no page here become plain words. */
export function linkGuides(text: string): string {
  return text
    .replaceAll(/\[([^\]]+)\]\([\w/-]+\.svg\)/g, '$1')
    .replace(/\[([^\]]+)\]\(([\w/-]+)\.md(?:#[\w-]+)?\)/g, (_, words: string, name: string) =>
      name.includes('/') ? words : `[${words}](?path=/docs/guide-${name === 'start' ? 'getting-started' : name}--docs)`,
    )
}
