const clock = new Intl.DateTimeFormat('en-GB', { hour: '2-digit', minute: '2-digit' })
const day = new Intl.DateTimeFormat('en-GB', { weekday: 'long', day: 'numeric', month: 'long' })

/** `14:05` in the reader's time zone. */
export function clockTime(at: number | string): string {
  return clock.format(new Date(at))
}

/** `Saturday 21 November`. */
export function dayName(at: number | string): string {
  return day.format(new Date(at))
}
