import { App } from '../app.tsx'

export default function Callback() {
  return <App />
}
