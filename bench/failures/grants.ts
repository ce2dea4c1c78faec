interface Asked {
  readonly path: string
  readonly query: URLSearchParams
  readonly fields: Readonly<Record<string, string>>
  readonly bearer: string | null
  readonly origin: string
}

interface Usual {
  readonly status: number
  readonly reply: object
}

export interface Grants {
  answer(asked: Asked): Usual
}

/** Seconds; longer than any of these pages lives. */
const lifetime = 3_600

const tokenPaths: ReadonlySet<string> = new Set(['/oauth/token', '/token', '/v1/token', '/login', '/refresh'])

/** `/late` is decided when it arrives, like the rest, and answered after a while. */
const apiPaths: ReadonlySet<string> = new Set(['/api', '/late'])

/**
 * What the server answers while nothing is wrong: tokens that rotate with each refresh, an end to a login whose spent token
 * comes back, and an API that asks for a token.
 */
export function grants(): Grants {
  let count = 0
  let families = 0
  const spent = new Set<string>()
  const ended = new Set<string>()
  let live: string | null = null

  const token = ({ path, fields, query, origin }: Asked): Usual => {
    const presented = fields['refresh_token'] ?? fields['refreshToken']
    const family = familyOf(presented) ?? String((families += 1))
    // A spent token that comes back ends every token of its login (RFC 9700 §4.14.2).
    if (presented !== undefined && spent.has(presented)) ended.add(family)
    if (ended.has(family)) return { status: 400, reply: { error: 'invalid_grant' } }
    if (presented !== undefined) spent.add(presented)
    count += 1
    const now = Math.floor(Date.now() / 1_000)
    const claims = {
      iss: path === '/oauth/token' ? `${origin}/` : origin,
      sub: 'mira',
      aud: fields['client_id'] ?? 'app',
      nonce: fields['code'],
      iat: now,
      exp: now + lifetime,
      count,
    }
    live = jwt(claims)
    const refreshToken = `refresh-${family}-${count}`
    const isFirst = (query.get('grant_type') ?? fields['grant_type']) === 'password'
    // A password grant of this server is over as soon as it is there: what follows has to refresh.
    const expiresIn = isFirst ? 1 : lifetime
    const standard = { access_token: live, refresh_token: refreshToken, expires_in: expiresIn, token_type: 'Bearer' }
    const user = { id: 'mira', aud: 'authenticated', email: 'mira@example.test' }
    const own = { accessToken: live, refreshToken, expiresIn: lifetime, user }
    if (path === '/login' || path === '/refresh') return { status: 200, reply: own }
    return { status: 200, reply: { ...standard, id_token: jwt(claims), scope: 'openid offline_access', user } }
  }

  return {
    answer(asked) {
      if (tokenPaths.has(asked.path)) return token(asked)
      if (apiPaths.has(asked.path)) return { status: asked.bearer === live ? 200 : 401, reply: {} }
      if (asked.path === '/userinfo') return { status: 200, reply: { sub: 'mira' } }
      if (asked.path === '/.well-known/openid-configuration') return { status: 200, reply: metadata(asked.origin) }
      return { status: asked.path.endsWith('/logout') ? 204 : 404, reply: {} }
    },
  }
}

function familyOf(refreshToken: string | undefined): string | undefined {
  return /^refresh-(\d+)-\d+$/u.exec(refreshToken ?? '')?.[1]
}

function metadata(origin: string): object {
  return {
    issuer: origin,
    authorization_endpoint: `${origin}/authorize`,
    token_endpoint: `${origin}/token`,
    userinfo_endpoint: `${origin}/userinfo`,
    jwks_uri: `${origin}/jwks`,
  }
}

/** Nobody who is handed a token by the token endpoint itself checks its signature. */
function jwt(claims: object): string {
  return [{ alg: 'RS256', typ: 'JWT' }, claims, { signed: false }]
    .map((part) => Buffer.from(JSON.stringify(part)).toString('base64url'))
    .join('.')
}
