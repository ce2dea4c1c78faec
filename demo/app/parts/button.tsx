import type { ComponentProps, ReactElement } from 'react'

export interface ButtonProps extends ComponentProps<'button'> {
  /** `primary`: the one thing this screen is for. `plain`: anything else. `quiet`: the way out. */
  readonly kind?: 'primary' | 'plain' | 'quiet'
}

export function Button({ kind = 'plain', ...rest }: ButtonProps): ReactElement {
  return <button type="button" {...rest} className={`button button-${kind}`} />
}
