const second = 1_000
const minute = 60 * second
const hour = 60 * minute
const day = 24 * hour

/** A span as a person says it: `42 s`, `4 min 10 s`, `2 h 5 min`, `6 d 3 h`. Never shorter than what is left. */
export function spanWords(milliseconds: number): string {
  const left = Math.ceil(milliseconds / second) * second
  if (left < minute) return `${left / second} s`
  if (left < hour) return pair(left, [minute, 'min'], [second, 's'])
  if (left < day) return pair(left, [hour, 'h'], [minute, 'min'])
  return pair(left, [day, 'd'], [hour, 'h'])
}

type Unit = readonly [span: number, name: string]

function pair(span: number, [great, greatName]: Unit, [small, smallName]: Unit): string {
  const rest = Math.floor((span % great) / small)
  const first = `${Math.floor(span / great)} ${greatName}`
  return rest === 0 ? first : `${first} ${rest} ${smallName}`
}
