interface Cookie {
  readonly name: string
  readonly value: string
  readonly path: string
}

export interface CookieJar {
  /** One request as a browser would send it, redirects left to the caller. */
  fetch(url: string | URL, init?: RequestInit): Promise<Response>
}

/** Just enough of a browser's cookies for one host: name, path and deletion. */
export function createCookieJar(): CookieJar {
  const cookies = new Map<string, Cookie>()
  return {
    async fetch(url, init = {}) {
      const { pathname } = new URL(url)
      const sent = [...cookies.values()].filter(({ path }) => covers(path, pathname))
      const headers = new Headers(init.headers)
      if (sent.length > 0) headers.set('cookie', sent.map(({ name, value }) => `${name}=${value}`).join('; '))
      const response = await fetch(url, { ...init, headers, redirect: 'manual' })
      for (const line of response.headers.getSetCookie()) keep(line)
      return response
    },
  }

  function keep(line: string): void {
    const [pair = '', ...attributes] = line.split(';').map((part) => part.trim())
    const name = pair.slice(0, pair.indexOf('='))
    const value = pair.slice(pair.indexOf('=') + 1)
    const path = attributes.find((attribute) => /^path=/i.test(attribute))?.slice('path='.length) ?? '/'
    const expires = attributes.find((attribute) => /^expires=/i.test(attribute))?.slice('expires='.length)
    const key = `${name} ${path}`
    if (expires !== undefined && Date.parse(expires) <= Date.now()) cookies.delete(key)
    else cookies.set(key, { name, value, path })
  }
}

function covers(path: string, pathname: string): boolean {
  return pathname === path || pathname.startsWith(path.endsWith('/') ? path : `${path}/`)
}
