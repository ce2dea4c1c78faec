export function reasonFor(_edge: string, _operator: string): string | null {
  return null
}
