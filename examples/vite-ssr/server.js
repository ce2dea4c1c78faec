import { readFileSync } from 'node:fs'
import { createServer } from 'node:http'
import sirv from 'sirv'
import { render } from './dist/server/entry-server.js'

const page = readFileSync(new URL('dist/client/index.html', import.meta.url), 'utf8')
const assets = sirv(new URL('dist/client', import.meta.url).pathname, { extensions: [] })
const port = Number(process.env.PORT ?? 3000)

createServer((request, response) => {
  assets(request, response, () => {
    response.writeHead(200, { 'content-type': 'text/html' })
    response.end(page.replace('<!--app-->', render()))
  })
}).listen(port, '127.0.0.1', () => console.log(`http://localhost:${port}`))
