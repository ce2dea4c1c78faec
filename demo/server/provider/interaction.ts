import type { IncomingMessage, ServerResponse } from 'node:http'
import { errors, type default as Provider } from 'oidc-provider'
import { pathOf, queryOf, type Handler } from '../http/handler.ts'
import { readText } from '../http/read-body.ts'
import { problem, send, sendHtml } from '../http/reply.ts'
import type { Account, Accounts } from './accounts.ts'
import { errorPage, loginPage } from './pages.ts'
import { pageHeaders } from './page-headers.ts'

export interface Interactions {
  readonly provider: Provider
  readonly accounts: Accounts
  readonly appOrigin: string
}

type Interaction = Awaited<ReturnType<Provider['interactionDetails']>>

/** The login page. Consent is given with the login: the demo has one app and one organisation. */
export function handleInteractions({ provider, accounts, appOrigin }: Interactions): Handler {
  const headers = pageHeaders(appOrigin)

  return async (request, response) => {
    const interaction = await find(request, response)
    if (interaction === undefined) return
    const signedIn = interaction.session?.accountId
    if (interaction.prompt.name === 'consent' && signedIn !== undefined) {
      await provider.interactionFinished(request, response, {
        consent: { grantId: await grantAll(interaction, signedIn) },
      })
    } else if (request.method === 'POST') await submit(interaction, request, response)
    else if (request.method === 'GET') {
      const chosen = accounts.byEmail(queryOf(request).get('account') ?? '')
      const hint = interaction.params['login_hint']
      show(request, response, {
        email: chosen?.email ?? (typeof hint === 'string' ? hint : ''),
        password: chosen?.password ?? '',
      })
    } else {
      send(
        response,
        problem({ status: 405, code: 'method_not_allowed', title: 'Only GET and POST' }, { allow: 'GET, POST' }),
      )
    }
  }

  async function find(request: IncomingMessage, response: ServerResponse): Promise<Interaction | undefined> {
    try {
      return await provider.interactionDetails(request, response)
    } catch (error) {
      if (!(error instanceof errors.SessionNotFound)) throw error
      const html = errorPage({ error: 'This sign-in has run out of time', appUrl: `${appOrigin}/` })
      sendHtml(response, { status: 400, html, headers })
      return undefined
    }
  }

  async function submit(interaction: Interaction, request: IncomingMessage, response: ServerResponse): Promise<void> {
    const body = await readText(request)
    if (!body.ok) {
      send(response, body.reply)
      return
    }
    const form = new URLSearchParams(body.value)
    if (form.get('choice') === 'cancel') {
      const cancelled = { error: 'access_denied', error_description: 'the user cancelled the sign-in' }
      await provider.interactionFinished(request, response, cancelled, { mergeWithLastSubmission: false })
      return
    }
    const email = form.get('email') ?? ''
    const account = accounts.byEmail(email)
    if (account === undefined || account.password !== form.get('password')) {
      show(request, response, {
        email,
        password: '',
        alert: 'Email and password don’t match. Check both and try again.',
      })
    } else if (accounts.isDisabled(account.id)) {
      show(request, response, { email, password: '', alert: switchedOff(account) })
    } else {
      const grantId = await grantAll(interaction, account.id)
      await provider.interactionFinished(request, response, { login: { accountId: account.id }, consent: { grantId } })
    }
  }

  function show(
    request: IncomingMessage,
    response: ServerResponse,
    { email, password, alert }: { email: string; password: string; alert?: string },
  ): void {
    const html = loginPage({
      action: pathOf(request),
      clientName: 'Fieldwork',
      email,
      password,
      alert,
      accounts: accounts.all(),
    })
    sendHtml(response, { status: alert === undefined ? 200 : 422, html, headers })
  }

  async function grantAll(interaction: Interaction, accountId: string): Promise<string> {
    const grant = new provider.Grant({ accountId, clientId: String(interaction.params['client_id']) })
    grant.addOIDCScope(String(interaction.params['scope']))
    return grant.save()
  }
}

function switchedOff(account: Account): string {
  return `${account.organisation} has switched this account off. Use another account.`
}
