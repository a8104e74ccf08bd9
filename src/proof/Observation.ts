/**
 * What a caller can tell apart: THE definition, used by the analysis, the test kit and every test of an adapter.
 *
 * Two answers look alike if their observations are equal: status, reason phrase, header fields with their order and values,
 * trailer fields, and the bytes of the body. What else a caller may observe (time, connection reuse, order of arrival) is not in it.
 */
import type { Eq as FpEq } from 'fp-ts/lib/Eq.js'
import type { Refusal, Verdict } from '../domain/Verdict.js'
import { phrases } from '../wire/phrases.js'

export type Field = readonly [name: string, value: string]

export interface Observation {
  readonly status: number
  /** HTTP/2 and later have none. */
  readonly reason: string
  /** In the order in which they came. Names are compared without case (RFC 9110 §5.1). */
  readonly headers: ReadonlyArray<Field>
  readonly trailers: ReadonlyArray<Field>
  /** One character a byte. Of a HEAD, nothing. */
  readonly body: string
}

/** Where two answers differ. */
export type Channel = 'status' | 'reason' | 'header' | 'trailer' | 'order' | 'body'

export interface Difference {
  readonly channel: Channel
  /** The name of the field, in lower case, for a header or a trailer. */
  readonly field?: string
  /** In words, about a first and a second answer. */
  readonly says: string
}

/**
 * What differs from one answer to the next whatever the resource: declared, never guessed. A name is that of a field, such as `date`,
 * which is then left out; a pattern stands for what varies within values and bodies, such as the id of a request.
 */
export type Volatile = ReadonlyArray<string | RegExp>

/** The observation without what was declared volatile, its field names in lower case. */
export const without = (o: Observation, volatile: Volatile): Observation => {
  const names = volatile.flatMap((item) => (typeof item === 'string' ? [item.toLowerCase()] : []))
  const patterns = volatile.flatMap((item) =>
    typeof item === 'string' ? [] : [new RegExp(item.source, `${item.flags.replace('g', '')}g`)],
  )
  const stable = (text: string): string => patterns.reduce((rest, pattern) => rest.replaceAll(pattern, '…'), text)
  const fields = (all: ReadonlyArray<Field>): ReadonlyArray<Field> =>
    all.flatMap(([name, value]) => (names.includes(name.toLowerCase()) ? [] : [[name.toLowerCase(), stable(value)] as const]))
  return { ...o, headers: fields(o.headers), trailers: fields(o.trailers), body: stable(o.body) }
}

const valuesOf = (fields: ReadonlyArray<Field>, name: string): ReadonlyArray<string> =>
  fields.flatMap(([n, value]) => (n === name ? [value] : []))

const quote = (text: string): string => JSON.stringify(text.length > 60 ? `${text.slice(0, 60)}…` : text)

/** What is said of a field that one answer lacks. */
export type Only = readonly [first: string, second: string]

const fieldDifferences = (
  channel: 'header' | 'trailer',
  x: ReadonlyArray<Field>,
  y: ReadonlyArray<Field>,
  [onlyFirst, onlySecond]: Only,
): ReadonlyArray<Difference> => {
  const names = [...new Set([...x, ...y].map(([name]) => name))]
  const differing = names.flatMap((field): ReadonlyArray<Difference> => {
    const [a, b] = [valuesOf(x, field), valuesOf(y, field)]
    if (a.length === b.length && a.every((value, i) => value === b[i])) return []
    if (b.length === 0) return [{ channel, field, says: `${channel} \`${field}\` only ${onlyFirst}` }]
    if (a.length === 0) return [{ channel, field, says: `${channel} \`${field}\` only ${onlySecond}` }]
    return [{ channel, field, says: `${channel} \`${field}\`: ${a.map(quote).join(', ')} against ${b.map(quote).join(', ')}` }]
  })
  if (differing.length > 0) return differing
  const [first, second] = [order(x), order(y)]
  return first === second ? [] : [{ channel: 'order', says: `the order of the ${channel}s: ${first} against ${second}` }]
}

const order = (fields: ReadonlyArray<Field>): string => fields.map(([name]) => name).join(', ')

const bodyDifference = (x: string, y: string): string => {
  let at = 0
  while (at < x.length && x[at] === y[at]) at++
  const from = Math.max(0, at - 10)
  const lengths = x.length === y.length ? `${String(x.length)} bytes` : `${String(x.length)} against ${String(y.length)} bytes`
  return `body (${lengths}): ${quote(textOf(x.slice(from)))} against ${quote(textOf(y.slice(from)))}`
}

/** All that tells the two apart; nothing, where they look alike. */
export const differences = (
  first: Observation,
  second: Observation,
  volatile: Volatile = [],
  only: Only = ['in the first', 'in the second'],
): ReadonlyArray<Difference> => {
  const [x, y] = [without(first, volatile), without(second, volatile)]
  return [
    ...(x.status === y.status ? [] : [{ channel: 'status' as const, says: `status ${String(x.status)} against ${String(y.status)}` }]),
    ...(x.reason === y.reason ? [] : [{ channel: 'reason' as const, says: `reason phrase ${quote(x.reason)} against ${quote(y.reason)}` }]),
    ...fieldDifferences('header', x.headers, y.headers, only),
    ...fieldDifferences('trailer', x.trailers, y.trailers, only),
    ...(x.body === y.body ? [] : [{ channel: 'body' as const, says: bodyDifference(x.body, y.body) }]),
  ]
}

/** Two answers that look alike. */
export const Eq: FpEq<Observation> = { equals: (x, y) => differences(x, y).length === 0 }

/** What is seen of a refusal that is sent as it is. */
export const ofRefusal = ({ status, headers, body }: Refusal): Observation => ({
  status,
  reason: phrases[status],
  headers: Object.entries(headers) as ReadonlyArray<Field>,
  trailers: [],
  body: bytesOf(JSON.stringify(body)),
})

/** One character a byte, of the text in UTF-8. */
export const bytesOf = (text: string): string => latin1(new TextEncoder().encode(text))

/** The text of which these are the bytes, for a person to read. */
export const textOf = (bytes: string): string => new TextDecoder().decode(Uint8Array.from(bytes, (byte) => byte.charCodeAt(0)))

/** One character a byte. */
export const latin1 = (bytes: Uint8Array): string => Array.from(bytes, (byte) => String.fromCharCode(byte)).join('')

/** For whoever compares many verdicts of this library: two have one key exactly where their observations are equal. */
export const keyOf = (verdict: Verdict, state: string): string =>
  'status' in verdict ? JSON.stringify(verdict) : verdict._tag === 'Empty' ? 'Empty' : `${verdict._tag} on ${state}`

/**
 * What is seen of a verdict. An `Ok` or a `Conflict` shows the state of the resource, because the handler acts on it; `Empty` is
 * the same for all.
 */
export const ofVerdict = (verdict: Verdict, state: string): Observation => {
  switch (verdict._tag) {
    case 'Ok':
    case 'Conflict':
      return { status: 0, reason: `${verdict._tag} on ${state}`, headers: [], trailers: [], body: '' }
    case 'Empty':
      return { status: 200, reason: 'Empty', headers: [], trailers: [], body: '' }
    case 'Unauthenticated':
    case 'Forbidden':
    case 'NotFound':
      return ofRefusal(verdict)
  }
}
