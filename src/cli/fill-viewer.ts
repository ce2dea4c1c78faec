import { inertJson } from '../visualizer/export/embed-model.ts'

/** The viewer's page with a text it shows at its start. It is data: the page's policy runs no script but its own. */
export function fillViewer(page: string, text: string): string {
  return page.replace('<body>', () => `<body><script type="application/json" id="given">${inertJson(text)}</script>`)
}
