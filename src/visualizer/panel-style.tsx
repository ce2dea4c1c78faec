'use client'

import type { ReactElement } from 'react'
import { ChartStyle } from './chart-style.tsx'
import { panelCss } from './panel-css.ts'

/** The chart's style sheet, and the one of what stands around it. A chart alone does not carry the second. */
export function PanelStyle(): ReactElement {
  return (
    <>
      <ChartStyle />
      <style href="authchart-panel" precedence="medium">
        {panelCss}
      </style>
    </>
  )
}
