/**
 * The names that a request carries, and the traces of them in an answer. An answer may repeat what it
 * was asked for, in any case and encoding: that is no difference. An answer that names the hidden
 * thing unasked is a mention.
 */
import type { Field, Observation } from '../observe/Observation.js'
import { decoded, formsOf } from './forms.js'
import type { Probe } from './Probe.js'
import { alone, uuid } from './words.js'

/** Shorter names are also parts of other words. */
const shortest = 3

/** A number, and a short name, may by chance be a part of another word. */
const isOrdinary = (name: string): boolean => name.length < 6 || /^\d+$/.test(name)

/** The text as a pattern that stands for itself. */
export const escaped = (text: string): string =>
  text.replaceAll(/[\\^$.*+?()[\]{}|/-]/g, String.raw`\$&`)

/** Patterns that were made before: the same names come with every answer. */
const patterns = new Map<string, RegExp | undefined>()

/** Finds a name in any of its forms: as a word of its own where that is asked for. */
const patternOf = (names: ReadonlyArray<string>, asWord = false): RegExp | undefined => {
  const key = [String(asWord), ...names].join('\n')
  if (!patterns.has(key)) {
    if (patterns.size > 1_000) patterns.clear()
    patterns.set(key, newPatternOf(names, asWord))
  }
  return patterns.get(key)
}

/** Finds UUIDs as well, in the group `other`: a number is no group of a UUID. */
const newPatternOf = (names: ReadonlyArray<string>, asWord: boolean): RegExp | undefined => {
  const long = [...new Set(names)].filter((name) => name.length >= shortest)
  const forms = new Map(
    long.flatMap((name) =>
      // a name that is encoded may be a number
      formsOf(name).map((form) => [form, isOrdinary(name) || isOrdinary(form)] as const),
    ),
  )
  if (forms.size === 0) return undefined
  const longestFirst = [...forms].sort(([x], [y]) => y.length - x.length)
  const these = (ordinary: boolean): ReadonlyArray<string> =>
    longestFirst.flatMap(([form, is]) => (is === ordinary ? [escaped(form)] : []))
  const [whole, anywhere] = [these(true).join('|'), these(false).join('|')]
  const one = [anywhere, `(?<other>${alone(uuid)})`, whole && alone(whole)]
    .filter(Boolean)
    .join('|')
  return new RegExp(asWord ? `(?<![\\w-])(?:${one})(?![\\w-])` : one, 'gi')
}

/** Where a text has one of the names. */
const placeIn = (text: string, pattern: RegExp | undefined): number | undefined => {
  if (pattern === undefined) return undefined
  for (const { index, groups } of text.matchAll(pattern))
    if (groups?.['other'] === undefined) return index
  return undefined
}

const replaced = (text: string, pattern: RegExp | undefined, instead: string): string =>
  pattern === undefined
    ? text
    : text.replaceAll(pattern, (found, ...rest: ReadonlyArray<unknown>) =>
        (rest.at(-1) as { readonly other?: string }).other === undefined ? instead : found,
      )

/** The parts of a path. */
const partsOf = (path: string): ReadonlyArray<string> => path.split(/[/?&=#]/)

/**
 * The ids in a path: the parts in which it differs from the other. Of one path in two worlds, the
 * last part.
 */
export const idsIn = (path: string, other: string): ReadonlyArray<string> => {
  const [parts, others] = [partsOf(path), partsOf(other)]
  const differing = parts.filter((part, i) => part !== others[i])
  return differing.length > 0 ? differing : parts.filter((part) => part !== '').slice(-1)
}

/** What the path of a request has beside that of the thing: what is searched for, another spelling. */
const addedIn = ({ path }: Probe, plain: string): ReadonlyArray<string> =>
  partsOf(path).filter((part) => !partsOf(plain).includes(part))

/** All that a request says. */
const saidBy = ({ path, headers, body = '' }: Probe): ReadonlyArray<string> => [
  path,
  decoded(path),
  ...Object.values(headers),
  // what is too large for a server names nothing
  body.slice(0, 10_000),
]

const isIn = (texts: ReadonlyArray<string>, pattern: RegExp | undefined): boolean =>
  texts.some((text) => placeIn(text, pattern) !== undefined)

type Texts = (text: string) => string

const everywhere = (o: Observation, change: Texts): Observation => {
  const fields = (all: ReadonlyArray<Field>): ReadonlyArray<Field> =>
    all.map(([name, value]) => [name, change(value)])
  return {
    ...o,
    reason: change(o.reason),
    headers: fields(o.headers),
    trailers: fields(o.trailers),
    body: change(o.body),
    ...(o.interim && {
      interim: o.interim.map(({ status, headers }) => ({ status, headers: fields(headers) })),
    }),
  }
}

/** The answer with `{path}` and `{id}` for what the request named. */
export const unnamed = (
  o: Observation,
  probe: Probe,
  path: string,
  ids: ReadonlyArray<string>,
): Observation => {
  const paths = patternOf([probe.path, path].filter((each) => each !== '/'))
  const said = saidBy(probe)
  const words = patternOf([
    ...ids.filter((id) => isIn(said, patternOf([id]))),
    ...addedIn(probe, path),
  ])
  return everywhere(o, (text) => replaced(replaced(text, paths, '{path}'), words, '{id}'))
}

/** A name that no ordinary word is likely to be. */
const distinctive = (id: string): boolean => id.length >= 4

/** What an answer says of a thing that the request did not name: the place, and the text around. */
export const mentionIn = (
  o: Observation,
  probe: Probe,
  ids: ReadonlyArray<string>,
): string | undefined => {
  const pattern = patternOf(ids.filter(distinctive), true)
  if (pattern === undefined || isIn(saidBy(probe), patternOf(ids))) return undefined
  const places = [
    ...[...o.headers, ...o.trailers].map(([name, value]) => [`header \`${name}\``, value] as const),
    ['body', o.body] as const,
  ]
  for (const [place, text] of places) {
    const at = placeIn(text, pattern)
    if (at !== undefined)
      return `${place} names it: ${JSON.stringify(text.slice(Math.max(0, at - 20), at + 60))}`
  }
  return undefined
}
