/** What a viewer says when it is ready to read. */
export const hello = 'authchart.hello'

export function isHello(message: unknown): boolean {
  return typeof message === 'object' && message !== null && 'type' in message && message.type === hello
}
