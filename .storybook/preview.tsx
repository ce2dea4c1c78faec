import type { Decorator, Preview } from '@storybook/react-vite'
import { lazy } from 'react'
import { configure } from 'storybook/test'
import { authGlobals, authLoader, authToolbar, withAuth } from '../src/storybook/index.ts'
import { tokensCss } from '../src/visualizer/tokens.ts'
import './preview.css'

// Play functions wait for what they look for, however busy the machine is.
configure({ asyncUtilTimeout: 15_000 })

/** The one set of tokens, in the scheme the toolbar asks for. */
const inScheme: Decorator = (Story, { globals }) => (
  <div className="story" data-theme={globals['scheme'] === 'dark' ? 'dark' : 'light'}>
    <style href="authchart-tokens" precedence="low">
      {tokensCss()}
    </style>
    <Story />
  </div>
)

const preview: Preview = {
  loaders: [authLoader],
  decorators: [withAuth, inScheme],
  initialGlobals: { scheme: 'light', ...authGlobals },
  globalTypes: {
    ...authToolbar,
    scheme: {
      description: 'Light or dark',
      toolbar: { title: 'Scheme', icon: 'contrast', items: ['light', 'dark'], dynamicTitle: true },
    },
  },
  parameters: {
    layout: 'fullscreen',
    // The blocks are big, and no story needs them.
    docs: { container: lazy(() => import('./docs-container.tsx')) },
    a11y: { test: 'error' },
    options: {
      storySort: { order: ['Guide', ['Start', 'Getting started'], 'States', 'Scenarios', 'Components', 'Tools'] },
    },
  },
}

export default preview
