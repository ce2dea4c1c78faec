import type { ChartEdge, ChartModel, ChartNode } from '../chart-model.ts'
import { toneNames } from '../tokens.ts'

const nodeLists = ['path', 'initial', 'tags', 'entry', 'exit', 'invokes', 'children']
const edgeLists = ['targets', 'actions']

/** Reads a chart model from JSON text; null for anything else. */
export function parseModel(text: string): ChartModel | null {
  try {
    const value: unknown = JSON.parse(text)
    return isModel(value) ? value : null
  } catch {
    return null
  }
}

function isModel(value: unknown): value is ChartModel {
  if (!isRecord(value) || value['version'] !== 1 || typeof value['id'] !== 'string') return false
  const { nodes, edges } = value
  if (!Array.isArray(nodes) || nodes.length === 0 || !nodes.every(isNode)) return false
  return Array.isArray(edges) && edges.every(isEdge) && isTree(nodes)
}

function isNode(value: unknown): value is ChartNode {
  if (!isRecord(value) || !hasTexts(value, ['id', 'key', 'type']) || !hasLists(value, nodeLists)) return false
  const { words } = value
  if (words === null) return true
  return (
    isRecord(words) &&
    hasTexts(words, ['title', 'sentence', 'tone', 'announcement']) &&
    hasLists(words, ['userCan']) &&
    toneNames.some((tone) => tone === words['tone'])
  )
}

function isEdge(value: unknown): value is ChartEdge {
  if (!isRecord(value) || !hasTexts(value, ['id', 'source', 'event', 'kind']) || !hasLists(value, edgeLists))
    return false
  const { guard, words } = value
  const isGuarded = guard === null || (isRecord(guard) && hasTexts(guard, ['name', 'words']))
  return isGuarded && (words === null || (isRecord(words) && hasTexts(words, ['label', 'trigger', 'why'])))
}

/** One root, first; every other state inside one that came before it: nothing that is walked runs in circles. */
function isTree(nodes: readonly ChartNode[]): boolean {
  const met = new Set<string>()
  return nodes.every(({ id, parent }, place) => {
    const stands = place === 0 ? parent === null : parent !== null && met.has(parent)
    const isNew = !met.has(id)
    met.add(id)
    return stands && isNew && nodes.every((node) => !node.children.includes(id) || node.id === parent)
  })
}

function hasTexts(value: Readonly<Record<string, unknown>>, names: readonly string[]): boolean {
  return names.every((name) => typeof value[name] === 'string')
}

function hasLists(value: Readonly<Record<string, unknown>>, names: readonly string[]): boolean {
  return names.every((name) => Array.isArray(value[name]))
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null
}
