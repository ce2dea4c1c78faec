import type { DemoAddresses } from '../addresses.ts'
import { allowOrigin, answerPreflight, isPreflight } from './http/cors.ts'
import { pathOf, type Handler } from './http/handler.ts'
import { problem, send } from './http/reply.ts'
import { unknownRoute } from './api/api.ts'
import { passes, type Answering } from './world/answer-mode.ts'
import type { Counting } from './world/counters.ts'
import type { World } from './world/world.ts'

export interface Services extends Answering {
  readonly addresses: DemoAddresses
  readonly world: World
  readonly counting: Counting
  readonly provider: Handler
  readonly interactions: Handler
  readonly api: Handler
}

/** Provider and API behind one allow-list and one set of switches. */
export function handleServices(services: Services): Handler {
  const { addresses, world, counting } = services

  return async (request, response) => {
    const path = pathOf(request)
    const service = path.startsWith('/oidc/') ? 'provider' : path.startsWith('/api/') ? 'api' : undefined
    if (service === undefined) {
      send(response, unknownRoute())
      return
    }
    counting.request(request.method ?? 'GET', path)
    const mode = world.report()[service]
    allowOrigin(request, response, addresses.appOrigin)

    // A gateway that refuses still answers preflights, else the page could never read the refusal; a dead line doesn't.
    if (isPreflight(request) && mode !== 'unreachable') {
      answerPreflight(request, response, addresses.appOrigin)
      return
    }
    const { origin } = request.headers
    if (service === 'api' && origin !== undefined && origin !== addresses.appOrigin) {
      send(
        response,
        problem({ status: 403, code: 'origin_not_allowed', title: 'This origin is not on the allow-list' }),
      )
      return
    }
    if (!(await passes(mode, { request, response }, services))) return
    if (service === 'api') await services.api(request, response)
    else if (path.startsWith('/oidc/interaction/')) await services.interactions(request, response)
    else await services.provider(request, response)
  }
}
