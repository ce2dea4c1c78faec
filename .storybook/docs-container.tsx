import { DocsContainer, type DocsContainerProps } from '@storybook/addon-docs/blocks'
import { useEffect, useState, type PropsWithChildren, type ReactElement } from 'react'
import { addons } from 'storybook/preview-api'
import { GLOBALS_UPDATED } from 'storybook/internal/core-events'
import { themes } from 'storybook/theming'

/** The pages of the guide, in the scheme that the toolbar asks for. */
export default function SchemedDocs(props: PropsWithChildren<DocsContainerProps>): ReactElement {
  const [scheme, setScheme] = useState(schemeInAddress)
  useEffect(() => {
    const channel = addons.getChannel()
    const follow = ({ globals }: { readonly globals: Readonly<Record<string, unknown>> }): void =>
      setScheme(globals['scheme'] === 'dark' ? 'dark' : 'light')
    channel.on(GLOBALS_UPDATED, follow)
    return () => channel.off(GLOBALS_UPDATED, follow)
  }, [])
  return <DocsContainer {...props} theme={themes[scheme]} />
}

/** Storybook keeps what the toolbar says in the frame's address. */
function schemeInAddress(): 'dark' | 'light' {
  return /scheme:dark/.test(decodeURIComponent(location.search)) ? 'dark' : 'light'
}
