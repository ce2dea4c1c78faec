'use client'

import type { ReactElement } from 'react'
import { chartCss } from './chart-css.ts'
import { tokensCss } from './tokens.ts'

/** The chart's style sheet, once per page however many charts are drawn. */
export function ChartStyle(): ReactElement {
  return (
    <style href="authchart" precedence="medium">
      {tokensCss() + chartCss}
    </style>
  )
}
