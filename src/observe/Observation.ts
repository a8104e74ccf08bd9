/**
 * What a caller can tell apart: the one definition. The analysis, the test kit and the tests use
 * it.
 *
 * Two answers look alike if their observations are equal: status, reason phrase, header fields with
 * their order and values, trailer fields, and the bytes of the body. Interim answers count as well,
 * and so does a connection that the server closed. A caller may observe more, such as the time. None
 * of that is in an observation.
 */
import type { Eq as FpEq } from 'fp-ts/lib/Eq.js'
import type { Refusal, Unavailable, Verdict } from '../domain/Verdict.js'
import { phrases } from '../wire/phrases.js'
import { render, type Rendered } from '../wire/render.js'

export type { Rendered }

/** A header field or a trailer field. */
export type Field = readonly [name: string, value: string]

/** An answer that comes before the final one: 100, 102, 103 (RFC 9110 §15.2). */
export interface Interim {
  /** The status code, from 100 to 199. */
  readonly status: number
  /** In the order in which they came. */
  readonly headers: ReadonlyArray<Field>
}

/** What a caller can see of an answer. */
export interface Observation {
  /** The status code. 0 where there was no answer. */
  readonly status: number
  /** HTTP/2 and later have none. */
  readonly reason: string
  /** In the order in which they came. Names are compared without case (RFC 9110 §5.1). */
  readonly headers: ReadonlyArray<Field>
  /** The fields after the body. */
  readonly trailers: ReadonlyArray<Field>
  /** One character a byte. The body of an answer to a HEAD is empty. */
  readonly body: string
  /** The answers that came before this one. Left out where the client does not show them. */
  readonly interim?: ReadonlyArray<Interim>
  /** Did the server close the connection? Left out where the client does not show it. */
  readonly closed?: boolean
}

/** Where two answers differ. A mention is an answer about another thing that names the hidden one. */
export type Channel =
  | 'status'
  | 'reason'
  | 'header'
  | 'trailer'
  | 'order'
  | 'body'
  | 'interim'
  | 'connection'
  | 'mention'

/** Something that tells two answers apart. */
export interface Difference {
  /** Where they differ. */
  readonly channel: Channel
  /** The name of the field, in lower case, for a header or a trailer. */
  readonly field?: string
  /** In words, about a first and a second answer. */
  readonly says: string
}

/**
 * What differs from one answer to the next whatever the resource. A name is that of a field, such as
 * `date`: the value is left out, and that the field is there still counts. A pattern stands for what
 * varies within values and bodies, such as the id of a request.
 */
export type Volatile = ReadonlyArray<string | RegExp>

/** What stands for a text that was taken away. */
export const hole = '…'

/** The observation without what was declared volatile, its field names in lower case. */
export const without = (o: Observation, volatile: Volatile): Observation => {
  const names = volatile.flatMap((item) => (typeof item === 'string' ? [item.toLowerCase()] : []))
  const patterns = volatile.flatMap((item) =>
    typeof item === 'string' ? [] : [new RegExp(item.source, `${item.flags.replace('g', '')}g`)],
  )
  const stable = (text: string, instead = hole): string =>
    patterns.reduce((rest, pattern) => rest.replaceAll(pattern, instead), text)
  const fields = (all: ReadonlyArray<Field>): ReadonlyArray<Field> =>
    all.map(([each, value]) => {
      const name = each.toLowerCase()
      return [name, names.includes(name) ? hole : stable(value)]
    })
  return {
    ...o,
    headers: fields(o.headers),
    trailers: fields(o.trailers),
    body: stable(o.body, bytesOf(hole)),
    ...(o.interim && {
      interim: o.interim.map(({ status, headers }) => ({ status, headers: fields(headers) })),
    }),
  }
}

const valuesOf = (fields: ReadonlyArray<Field>, name: string): ReadonlyArray<string> =>
  fields.flatMap(([n, value]) => (n === name ? [value] : []))

const quote = (text: string): string =>
  JSON.stringify(text.length > 60 ? `${text.slice(0, 60)}…` : text)

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
    const only = `${channel} \`${field}\` only`
    if (b.length === 0) return [{ channel, field, says: `${only} ${onlyFirst}` }]
    if (a.length === 0) return [{ channel, field, says: `${only} ${onlySecond}` }]
    const values = `${a.map(quote).join(', ')} against ${b.map(quote).join(', ')}`
    return [{ channel, field, says: `${channel} \`${field}\`: ${values}` }]
  })
  if (differing.length > 0) return differing
  const [first, second] = [order(x), order(y)]
  if (first === second) return []
  return [{ channel: 'order', says: `the order of the ${channel}s: ${first} against ${second}` }]
}

const order = (fields: ReadonlyArray<Field>): string => fields.map(([name]) => name).join(', ')

const bodyDifference = (x: string, y: string): string => {
  let at = 0
  while (at < x.length && x[at] === y[at]) at++
  const from = Math.max(0, at - 10)
  const [first, second] = [x, y].map((body) => quote(textOf(body.slice(from)))) as [string, string]
  const lengths = [...new Set([x, y].map(({ length }) => String(length)))].join(' against ')
  return `body (${lengths} bytes): ${first} against ${second}`
}

/**
 * All that tells two observations apart.
 *
 * @param first - What was seen of the first answer.
 * @param second - What was seen of the second answer.
 * @param volatile - What differs from one answer to the next whatever the resource. Default: none.
 * @param only - How to name the answer that alone has a field.
 * @returns The differences. The list is empty where the two look alike.
 */
export const differences = (
  first: Observation,
  second: Observation,
  volatile: Volatile = [],
  only: Only = ['in the first', 'in the second'],
): ReadonlyArray<Difference> => {
  const [x, y] = [without(first, volatile), without(second, volatile)]
  const against = (
    channel: Channel,
    name: string,
    a: string,
    b: string,
  ): ReadonlyArray<Difference> => (a === b ? [] : [{ channel, says: `${name} ${a} against ${b}` }])
  return [
    ...against('status', 'status', String(x.status), String(y.status)),
    ...against('reason', 'reason phrase', quote(x.reason), quote(y.reason)),
    ...fieldDifferences('header', x.headers, y.headers, only),
    ...fieldDifferences('trailer', x.trailers, y.trailers, only),
    ...(x.body === y.body
      ? []
      : [{ channel: 'body' as const, says: bodyDifference(x.body, y.body) }]),
    ...against('interim', 'interim answers:', interimOf(x), interimOf(y)),
    ...against('connection', 'the connection is', fateOf(x), fateOf(y)),
  ]
}

const interimOf = ({ interim = [] }: Observation): string =>
  interim.length === 0
    ? 'none'
    : interim
        .map(({ status, headers }) =>
          [String(status), ...headers.map(([name, value]) => `${name}: ${value}`)].join(' '),
        )
        .join(', ')

const fateOf = ({ closed = false }: Observation): string => (closed ? 'closed' : 'kept')

/** Two answers that look alike. */
export const Eq: FpEq<Observation> = { equals: (x, y) => differences(x, y).length === 0 }

/** What is seen of a refusal that was rendered. */
export const ofRendered = ({ status, headers, body }: Rendered): Observation => ({
  status,
  reason: (phrases as Readonly<Record<number, string>>)[status] ?? '',
  headers: Object.entries(headers),
  trailers: [],
  body: bytesOf(body),
})

/** What is seen of a refusal that is sent as it is. */
export const ofRefusal = (refusal: Refusal | Unavailable): Observation =>
  ofRendered(render(refusal))

/** One character a byte, of the text in UTF-8. */
export const bytesOf = (text: string): string => latin1(new TextEncoder().encode(text))

/** The text of which these are the bytes, for a person to read. */
export const textOf = (bytes: string): string =>
  new TextDecoder().decode(Uint8Array.from(bytes, (byte) => byte.charCodeAt(0)))

/** One character a byte. */
export const latin1 = (bytes: Uint8Array): string => {
  let text = ''
  // by parts, because a call takes only so many arguments
  for (let at = 0; at < bytes.length; at += 8_192)
    text += String.fromCharCode(...bytes.subarray(at, at + 8_192))
  return text
}

/**
 * What a verdict without a status shows: its tag. An `Ok` or a `Conflict` shows the state of the
 * resource, too, because the handler acts on it. `Empty` and `UnresolvedReference` show no more
 * than themselves.
 */
const showOf = (verdict: Exclude<Verdict, Refusal>, state: string): string =>
  verdict._tag === 'Ok' || verdict._tag === 'Conflict'
    ? `${verdict._tag} on ${state}`
    : verdict._tag

/** What is seen of a verdict. */
export const ofVerdict = (verdict: Verdict, state: string): Observation => {
  if ('status' in verdict) return ofRefusal(verdict)
  const status = verdict._tag === 'Empty' ? 200 : 0
  return { status, reason: showOf(verdict, state), headers: [], trailers: [], body: '' }
}

/**
 * For those who compare many verdicts of this library: two verdicts have one key exactly where
 * their observations are equal. The code of a refusal is part of it, since a renderer may write the
 * code.
 */
export const keyOf = (verdict: Verdict | Unavailable, state: string): string =>
  'status' in verdict ? JSON.stringify(verdict) : showOf(verdict, state)
