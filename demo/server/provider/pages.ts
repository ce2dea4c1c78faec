import { pageStyle } from './page-style.ts'

export interface LoginPage {
  readonly action: string
  readonly clientName: string
  readonly email: string
  readonly password: string
  readonly alert?: string | undefined
  readonly accounts: readonly { readonly email: string; readonly name: string; readonly jobTitle: string }[]
}

/** The demo accounts stand in a GET form, so that a choice fills in the fields without a script. */
export function loginPage({ action, clientName, email, password, alert, accounts }: LoginPage): string {
  const next = email === '' ? 'email' : password === '' ? 'password' : 'button'
  const focus = (control: typeof next): string => (control === next ? ' autofocus' : '')
  return page(
    'Sign in',
    `<h1>Sign in</h1>
<p class="quiet">to continue to ${safe(clientName)}</p>
${alert === undefined ? '' : `<p class="alert" role="alert">${safe(alert)}</p>`}
<form method="post" action="${safe(action)}">
<label>Email<input name="email" type="email" autocomplete="username" required value="${safe(email)}"${focus('email')}></label>
<label>Password<input name="password" type="password" autocomplete="current-password" required value="${safe(password)}"${focus('password')}></label>
<button class="primary" name="choice" value="sign-in"${focus('button')}>Sign in</button>
<button class="plain" name="choice" value="cancel" formnovalidate>Cancel</button>
</form>
<form method="get" action="${safe(action)}">
<fieldset><legend>Demo accounts fill in the form</legend>
${accounts
  .map(
    (account) =>
      `<button name="account" value="${safe(account.email)}">${safe(account.name)}<small>${safe(account.jobTitle)}, ${safe(account.email)}</small></button>`,
  )
  .join('\n')}
</fieldset>
</form>`,
  )
}

export function logoutPage(form: string): string {
  return page(
    'Sign out',
    `<h1>Sign out here too?</h1>
<p>You have left the app. This page can also forget you, so that the next sign-in asks for your password.</p>
${form}
<button class="primary" form="op.logoutForm" name="logout" value="yes" autofocus>Sign out</button>
<button class="plain" form="op.logoutForm">Stay signed in here</button>`,
  )
}

export function signedOutPage(appUrl: string): string {
  return page('Signed out', `<h1>Signed out</h1><p>This page has forgotten you.</p>${backTo(appUrl)}`)
}

export function errorPage({
  error,
  description,
  appUrl,
}: {
  error: string
  description?: string | undefined
  appUrl: string
}): string {
  return page(
    'Sign-in stopped',
    `<h1>Sign-in stopped</h1>
<p>This page can't go on from here. Nothing has changed; start again from the app.</p>
<p class="quiet">${safe(error)}${description === undefined ? '' : `: ${safe(description)}`}</p>
${backTo(appUrl)}`,
  )
}

function backTo(appUrl: string): string {
  return `<a class="button" href="${safe(appUrl)}">Back to the app</a>`
}

function page(title: string, body: string): string {
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${title} · Northgate ID</title>
<style>${pageStyle}</style>
</head>
<body>
<main>
<p class="brand"><svg width="24" height="24" viewBox="0 0 24 24" aria-hidden="true"><path d="M4 20V8l8-5 8 5v12h-5v-7H9v7z" fill="none" stroke="currentColor" stroke-width="1.5" stroke-linejoin="round"/></svg>Northgate ID</p>
${body}
</main>
</body>
</html>`
}

function safe(text: string): string {
  const entities = new Map([
    ['&', '&amp;'],
    ['<', '&lt;'],
    ['>', '&gt;'],
    ['"', '&quot;'],
    ["'", '&#39;'],
  ])
  return text.replace(/[&<>"']/g, (character) => entities.get(character) ?? '')
}
