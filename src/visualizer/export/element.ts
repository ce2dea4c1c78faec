type Attribute = string | number | undefined

/** A piece of a drawing that becomes text in Node and elements in React. */
export interface Element {
  readonly tag: string
  readonly attributes: Readonly<Record<string, Attribute>>
  readonly children: readonly (Element | string)[]
}

export function element(
  tag: string,
  attributes: Element['attributes'] = {},
  children: Element['children'] = [],
): Element {
  return { tag, attributes, children }
}

/** The element as XML. What XML 1.0 has no way to write is left out. */
export function markup({ tag, attributes, children }: Element): string {
  const given = Object.entries(attributes)
    .filter(([, value]) => value !== undefined)
    .map(([name, value]) => ` ${name}="${escaped(String(value))}"`)
    .join('')
  if (children.length === 0) return `<${tag}${given}/>`
  const inside = children.map((child) => (typeof child === 'string' ? escaped(child) : markup(child))).join('')
  return `<${tag}${given}>${inside}</${tag}>`
}

/** Text that stands for itself in XML and HTML. */
export function escaped(text: string): string {
  return text
    .replaceAll(unwritable, '')
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;')
}

// XML 1.0 §2.2: no halves of characters, and no control characters but tab, line feed and carriage return.
const unwritable = /(?![\t\n\r])[\p{Cc}\p{Cs}\ufffe\uffff]/gu
