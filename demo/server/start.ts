import { parseArgs } from 'node:util'
import { defaultPort } from '../addresses.ts'
import { createDemoServer, type DemoServer } from './index.ts'

const values = optionsGiven()

const started = performance.now()
const server = await start()

console.log(`
Fieldwork, the demo of authchart, is ready after ${((performance.now() - started) / 1000).toFixed(1)} s:

  ${server.url}

Sign in as
${server.accounts.map(({ name, email, password, jobTitle }) => `  ${email} / ${password}   ${name}, ${jobTitle.toLowerCase()}`).join('\n')}

Access tokens live for ${values['access-token-ttl']} s (--access-token-ttl). Everything is forgotten when you press Ctrl+C.
`)

for (const signal of ['SIGINT', 'SIGTERM'] as const) {
  process.once(signal, () => {
    void server.close()
  })
}

async function start(): Promise<DemoServer> {
  const port = whole('port', values.port, 0)
  try {
    return await createDemoServer({
      port,
      accessTokenTtl: whole('access-token-ttl', values['access-token-ttl'], 1),
      refreshTokenTtl: whole('refresh-token-ttl', values['refresh-token-ttl'], 1),
      app: values.dev ? 'dev' : 'built',
      onError: (error) => console.error(error),
    })
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'EADDRINUSE') {
      stop(`Port ${port} is taken. Choose another: npm start -- --port 4871`)
    }
    throw error
  }
}

function optionsGiven() {
  try {
    return parseArgs({
      options: {
        port: { type: 'string', default: process.env['PORT'] ?? String(defaultPort) },
        'access-token-ttl': { type: 'string', default: '60' },
        'refresh-token-ttl': { type: 'string', default: String(14 * 24 * 60 * 60) },
        dev: { type: 'boolean', default: false },
      },
    }).values
  } catch (error) {
    return stop(error instanceof Error ? error.message : String(error))
  }
}

function whole(name: string, text: string, least: number): number {
  const value = Number(text)
  if (Number.isInteger(value) && value >= least) return value
  return stop(`--${name} must be a whole number of at least ${least}, not ${text}`)
}

function stop(message: string): never {
  console.error(message)
  process.exit(1)
}
