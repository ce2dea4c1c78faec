export { AuthChart, type AuthChartProps } from './auth-chart.tsx'
export { chartModel, type ChartEdge, type ChartModel, type ChartNode } from './chart-model.ts'
export { tokensCss } from './tokens.ts'
