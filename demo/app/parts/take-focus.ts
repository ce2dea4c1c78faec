/** As a ref: whoever asked for this is about to type here. */
export function takeFocus(element: HTMLElement | null): void {
  element?.focus()
}
