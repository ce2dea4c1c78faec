import './src/crypto.ts'
import { registerRootComponent } from 'expo'
import { App } from './src/app.tsx'
import { auth } from './src/auth.ts'

registerRootComponent(() => <App auth={auth} />)
