'use client'

import { createElement, type ReactElement } from 'react'
import type { ChartTree } from './chart-tree.ts'
import { chartSheet, type ChartSvgOptions } from './export/chart-svg.ts'
import type { Element } from './export/element.ts'

export interface SheetProps extends Pick<ChartSvgOptions, 'active' | 'lanes' | 'marks' | 'hidden' | 'lit' | 'width'> {
  readonly tree: ChartTree
  readonly title: string
}

/** The drawing that exports write, in the page and in its colours. */
export function Sheet({ tree, ...options }: SheetProps): ReactElement {
  return asReact(chartSheet(tree, { ...options, theme: 'page' }), 0)
}

function asReact({ tag, attributes, children }: Element, key: number): ReactElement {
  const props = Object.fromEntries(Object.entries(attributes).map(([name, value]) => [propOf(name), value]))
  const inner = children.map((child, place) => (typeof child === 'string' ? child : asReact(child, place)))
  return createElement(tag, { ...props, key }, ...inner)
}

function propOf(name: string): string {
  if (name === 'class') return 'className'
  return /^(?:data|aria)-/.test(name) ? name : name.replaceAll(/-(\w)/g, (_, letter: string) => letter.toUpperCase())
}
