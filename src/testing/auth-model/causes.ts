/* Which moves may bring something about, by the beginning of their labels. */

/** Ends that only the network, a server that can't answer or time can bring about. */
export const networkOnly: readonly RegExp[] = [
  /^network\./,
  /^refresh failed/,
  /^refresh busy/,
  /^signIn failed \((silent|portal)\)/,
  /^probe (?!broke)/,
  /^recheck failed/,
  /^drain drained \((silent|portal)\)/,
  /^connectivityAlarm rang/,
  /^sessionAlarm rang/,
  /^time passes/,
]

/** What may change the count of unsent work. */
export const countsWork: readonly RegExp[] = [
  /^queue\.changed/,
  /^drain /,
  /^recheck /,
  /^restore /,
  /^signOut /,
  /^user\.switchAccount/,
  /^tab\.sign/,
  // A record that is gone or ended next door, and a sign-in next door that was waited for.
  /^refresh (gone|signed_out)/,
]

/** Who leaves a locked account, or has its record read again. */
export const leavesLock: readonly RegExp[] = [
  /^user\.(signOut|switchAccount|addAccount)/,
  /^tab\.sign/,
  // Back from a sign-in page, or a sign-in given up while another tab signed in.
  /^(user\.cancel|app\.returned)/,
  /^signIn /,
]
