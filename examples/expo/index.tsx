import './src/globals.ts'
import { registerRootComponent } from 'expo'
import { App } from './src/app.tsx'
import { openAuth } from './src/auth.ts'

const auth = openAuth()

registerRootComponent(() => <App auth={auth} />)
