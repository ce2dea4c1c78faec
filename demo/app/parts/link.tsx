import type { ComponentProps, MouseEvent, ReactElement } from 'react'
import { goTo } from '../route.ts'

/** A link inside the app; a new tab or window is the browser's business. */
export function Link({ href, ...rest }: ComponentProps<'a'> & { readonly href: string }): ReactElement {
  return <a {...rest} href={href} onClick={(event) => follow(event, href)} />
}

function follow(event: MouseEvent, href: string): void {
  if (event.button !== 0 || event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return
  event.preventDefault()
  goTo(href)
}
