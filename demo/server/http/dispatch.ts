import type { RequestListener } from 'node:http'
import type { DemoAddresses } from '../../addresses.ts'
import type { Handler } from './handler.ts'
import { problem, send } from './reply.ts'

export interface Dispatch {
  readonly addresses: DemoAddresses
  readonly app: Handler
  readonly services: Handler
  readonly onError: (error: unknown) => void
}

/** Chooses app or services by the Host header; any other name is refused, so that DNS rebinding finds nothing here. */
export function dispatchByHost({ addresses, app, services, onError }: Dispatch): RequestListener {
  const handlers = new Map([
    [new URL(addresses.appOrigin).host, app],
    [new URL(addresses.servicesOrigin).host, services],
  ])
  return (request, response) => {
    const handler = handlers.get(request.headers.host ?? '')
    if (handler === undefined) {
      send(response, problem({ status: 421, code: 'unknown_host', title: 'No site answers under this host name' }))
      return
    }
    if (!request.url?.startsWith('/')) {
      send(response, problem({ status: 400, code: 'malformed_target', title: 'The request target must be a path' }))
      return
    }
    handler(request, response).catch((error: unknown) => {
      onError(error)
      if (response.headersSent) response.destroy()
      else send(response, problem({ status: 500, code: 'server_error', title: 'The demo server failed' }))
    })
  }
}
