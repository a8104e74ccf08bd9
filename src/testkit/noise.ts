/**
 * Noise: what differs between two missing things says nothing about a hidden one. This file learns
 * from such answers what varies, and takes it away from both sides of a comparison.
 *
 * A difference is taken away only if the hidden answer fits what was seen of missing things. A status
 * must be one of theirs. A text must have the same build, and words of the same kind. All else stays a
 * difference.
 */
import { bytesOf, hole, type Field, type Observation } from '../observe/Observation.js'
import { anyWord, isOfKind } from './words.js'

/** Two answers without the noise, and what was learnt on the way, in words. */
export interface Quiet {
  readonly hidden: Observation
  readonly missing: Observation
  readonly learnt: ReadonlyArray<string>
}

/** Words and what stands between them; first small words, then large ones. */
const cuts = [new RegExp(`(${anyWord})`), /([^\s"'<>{}()[\],;&?=|]+)/]

/** What is compared: the hidden text, the missing one, and others of missing things. */
type Texts = readonly [hidden: string, missing: string, ...others: ReadonlyArray<string>]
type Pieces = ReadonlyArray<string>
type Cut = readonly [hidden: Pieces, missing: Pieces, ...others: ReadonlyArray<Pieces>]

/** Where the texts have one build: their words. The even pieces stand between words. */
const aligned = (texts: Texts, cut: RegExp): Cut | undefined => {
  const pieces = texts.map((text) => text.split(cut)) as unknown as Cut
  const [first] = pieces
  return pieces.every(
    (each) =>
      each.length === first.length && each.every((piece, i) => i % 2 === 1 || piece === first[i]),
  )
    ? pieces
    : undefined
}

/** Both texts with a hole for each word that varies among missing things, and nothing else. */
const quietText = (
  hidden: string,
  missing: string,
  others: ReadonlyArray<string>,
  instead: string,
): readonly [hidden: string, missing: string] => {
  if (hidden === missing) return [hidden, missing]
  const pieces = cuts
    .map((cut) => aligned([hidden, missing, ...others], cut))
    .find((each) => each !== undefined)
  if (pieces === undefined) return [hidden, missing]
  const [ofHidden, ...seen] = pieces
  const [ofMissing] = seen
  const taken = ofMissing.map((piece, i) => {
    const words = seen.map((each) => each[i] ?? '')
    return words.some((word) => word !== piece) && isOfKind(ofHidden[i] ?? '', words)
  })
  const without = (all: ReadonlyArray<string>): string =>
    all.map((piece, i) => (taken[i] === true ? instead : piece)).join('')
  return [without(ofHidden), without(ofMissing)]
}

const valuesOf = (fields: ReadonlyArray<Field>, name: string): ReadonlyArray<string> =>
  fields.flatMap(([each, value]) => (each === name ? [value] : []))

const orderOf = (fields: ReadonlyArray<Field>): string => fields.map(([name]) => name).join('\n')

type Sides<A> = readonly [hidden: A, missing: A]

const quietFields = (
  hidden: ReadonlyArray<Field>,
  missing: ReadonlyArray<Field>,
  others: ReadonlyArray<ReadonlyArray<Field>>,
  learn: (what: string) => void,
): Sides<ReadonlyArray<Field>> => {
  const names = new Set([...hidden, ...missing].map(([name]) => name))
  const gone = new Set<string>()
  const values = new Map<string, Sides<ReadonlyArray<string>>>()
  for (const name of names) {
    const [x, y] = [valuesOf(hidden, name), valuesOf(missing, name)]
    const ofOthers = others.map((fields) => valuesOf(fields, name))
    if (x.length !== y.length && ofOthers.some(({ length }) => length === x.length)) {
      gone.add(name)
      learn(`the field \`${name}\` is not always there`)
    }
    const quiet = y.map((value, i) =>
      quietText(
        x[i] ?? value,
        value,
        ofOthers.flatMap((all) => (all.length === y.length ? [all[i] ?? value] : [])),
        hole,
      ),
    )
    if (x.length !== y.length) continue
    if (quiet.some(([, value], i) => value !== y[i])) learn(`the value of \`${name}\` varies`)
    values.set(name, [quiet.map(([value]) => value), quiet.map(([, value]) => value)])
  }
  const quieted = (fields: ReadonlyArray<Field>, side: 0 | 1): ReadonlyArray<Field> => {
    const seen = new Map<string, number>()
    return fields.flatMap(([name, value]) => {
      const i = seen.get(name) ?? 0
      seen.set(name, i + 1)
      return gone.has(name) ? [] : [[name, values.get(name)?.[side][i] ?? value] as const]
    })
  }
  const [x, y] = [quieted(hidden, 0), quieted(missing, 1)]
  const orders = others.map((fields) => orderOf(fields.filter(([name]) => !gone.has(name))))
  if (orderOf(x) === orderOf(y) || !orders.includes(orderOf(x))) return [x, y]
  learn('the order of the fields varies')
  const byName = (fields: ReadonlyArray<Field>): ReadonlyArray<Field> =>
    [...fields].sort(([a], [b]) => a.localeCompare(b))
  return [byName(x), byName(y)]
}

/**
 * Takes away what also differs between missing things.
 *
 * @param hidden - The answer about the hidden thing.
 * @param missing - The answer about the missing one.
 * @param others - More answers about missing things.
 */
export const withoutNoise = (
  hidden: Observation,
  missing: Observation,
  others: ReadonlyArray<Observation>,
): Quiet => {
  const learnt = new Set<string>()
  const learn = (what: string): void => void learnt.add(what)
  /** One of what was seen of missing things, or else what it is. */
  const known = <A>(part: (o: Observation) => A, what: string): A => {
    const [x, y] = [part(hidden), part(missing)]
    const same = (other: A): boolean => JSON.stringify(other) === JSON.stringify(x)
    if (same(y) || !others.some((other) => same(part(other)))) return x
    learn(what)
    return y
  }
  const fields = (part: 'headers' | 'trailers'): Sides<ReadonlyArray<Field>> =>
    quietFields(
      hidden[part],
      missing[part],
      others.map((other) => other[part]),
      learn,
    )
  const [headers, trailers] = [fields('headers'), fields('trailers')]
  const interim = known((o) => o.interim, 'interim answers vary')
  const closed = known((o) => o.closed, 'the connection is not always kept')
  const [x, y] = quietText(
    hidden.body,
    missing.body,
    others.map(({ body }) => body),
    bytesOf(hole),
  )
  if (y !== missing.body) learn('words in the body vary')
  return {
    hidden: {
      ...hidden,
      status: known(({ status }) => status, 'the status varies'),
      reason: known(({ reason }) => reason, 'the reason phrase varies'),
      headers: headers[0],
      trailers: trailers[0],
      body: x,
      ...(interim && { interim }),
      ...(closed !== undefined && { closed }),
    },
    missing: { ...missing, headers: headers[1], trailers: trailers[1], body: y },
    learnt: [...learnt],
  }
}
