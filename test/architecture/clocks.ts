import { parseSync, Visitor } from 'rolldown/utils'
import type { SourceTree } from './source-tree.ts'

/**
 * Files that ask what time it is by a Date made of nothing. The linter refuses `Date.now` and timers by name; it can't
 * tell `new Date()`, which reads the clock, from `new Date(instant)`, which only formats.
 */
export function clockReadersIn(tree: SourceTree): readonly string[] {
  return [...tree]
    .filter(([path, text]) => !path.startsWith('adapters/clock/') && readsClock(path, text))
    .map(([path]) => path)
}

function readsClock(path: string, text: string): boolean {
  let found = false
  const visitor = new Visitor({
    NewExpression: ({ callee, arguments: given }) => {
      if (callee.type === 'Identifier' && callee.name === 'Date' && given.length === 0) found = true
    },
    CallExpression: ({ callee }) => {
      if (callee.type === 'Identifier' && callee.name === 'Date') found = true
    },
  })
  visitor.visit(parseSync(path, text).program)
  return found
}
