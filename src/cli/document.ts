/**
 * A file as data: JSON, with comments or without, or YAML. Each place in it has a line and a column,
 * so that an error can be found.
 */
import {
  isCollection,
  isMap,
  isPair,
  isScalar,
  LineCounter,
  parseDocument,
  visit,
  type Document,
  type YAMLMap,
} from 'yaml'
import { visible } from '../analysis/visible.js'
import { isPlainObject } from '../lib/read.js'
import { isList, showPath } from '../lib/show.js'
import { CannotRun, type Io } from './Io.js'
import { inWords, mend } from './parser.js'

/** What a file holds. */
export interface Data<A = unknown> {
  readonly value: A
  /** `policy.yaml:3:5`, for the value that some keys lead to. */
  readonly placeOf: (path: ReadonlyArray<string | number>) => string
}

/** A policy of a hundred thousand types is smaller. */
const most = 10_000_000

/** The file, or the standard input for `-`. */
export const nameOf = (source: string): string =>
  source === '-' ? 'the standard input' : visible(source) || 'the empty path'

/** What to write instead, in a sentence, and lines to copy. */
export interface Hint {
  readonly says: string
  readonly example?: string
}

/**
 * An object in a file. Where the file holds something else, it may be any file at all, so nothing of
 * it is repeated. `hint` says what to write into one that is empty.
 *
 * @throws CannotRun where it cannot be read, is neither JSON nor YAML, or is no object.
 */
export const readData = async (io: Io, source: string, hint: Hint): Promise<Data<object>> => {
  const text = textOf(source, await bytesOf(io, source))
  const data = parsed(source, isJson(source, text) ? withoutComments(text) : text)
  const { value } = data
  if (isPlainObject(value)) return { ...data, value }
  // a file of comments is null
  const wrong = value === null ? `${nameOf(source)} is empty.` : noObject(data)
  throw new CannotRun(`${wrong} ${hint.says}`, hint.example)
}

/** The standard input has an end, and what comes after it is empty. */
export const checkOnce = (sources: ReadonlyArray<string | undefined>): void => {
  if (sources.filter((source) => source === '-').length > 1)
    throw new CannotRun(
      'The standard input (-) can be read only once. Name a file instead of one of the two.',
    )
}

const noObject = ({ value, placeOf }: Data): string => {
  const kind = typeof value === 'string' ? 'text' : isList(value) ? 'a list' : `a ${typeof value}`
  return `${placeOf([])}: ${showPath([])}: expected a plain object, got ${kind}.`
}

const bytesOf = async (io: Io, source: string): Promise<Uint8Array> => {
  if (source === '-' && io.isTyped)
    io.err('glomar: reading the standard input. End it with Ctrl-D.\n')
  const bytes = await io.read(source, most).catch((cause: unknown) => {
    throw new CannotRun(`${nameOf(source)} ${whyUnreadable(cause)}`)
  })
  if (bytes.length <= most) return bytes
  throw new CannotRun(`${nameOf(source)} is larger than 10 MB. Check that it is the right file.`)
}

const reasons: Readonly<Record<string, string>> = {
  ENOENT: 'does not exist. Check the path: it starts from the current folder.',
  ENOTDIR: 'does not exist. Check the path: it leads through a file.',
  EISDIR: 'is a folder. Name a file in it.',
  EACCES: 'may not be read. Check who is allowed to.',
  EPERM: 'may not be read. Check who is allowed to.',
}

const whyUnreadable = (cause: unknown): string => {
  const code = String((cause as { readonly code?: unknown }).code)
  return Object.hasOwn(reasons, code)
    ? (reasons[code] as string)
    : `cannot be read (${visible(String(cause))}). Check the path.`
}

const textOf = (source: string, bytes: Uint8Array): string => {
  try {
    const text = new TextDecoder('utf-8', { fatal: true }).decode(bytes)
    if (!text.includes('\0')) return text
  } catch {
    // it is no UTF-8
  }
  throw new CannotRun(`${nameOf(source)} is no text in UTF-8. Save it as UTF-8.`)
}

/** YAML reads JSON as well, but no comments of JSON. In YAML, their marks may be text. */
const isJson = (source: string, text: string): boolean =>
  !/\.ya?ml$/i.test(source) && /^\s*[{[/]/.test(text)

/** Comments become spaces, so that everything stays where it is. */
const withoutComments = (text: string): string =>
  text.replace(/"(?:[^"\\\n]|\\.)*"|\/\/[^\n]*|\/\*[^]*?\*\//g, (found) =>
    found.startsWith('"') ? found : found.replace(/[^\n]/g, ' '),
  )

const parsed = (source: string, text: string): Data => {
  const name = nameOf(source)
  const lines = new LineCounter()
  const at = (offset: number): string => {
    const { line, col } = lines.linePos(offset)
    return `${name}:${String(line)}:${String(col)}`
  }
  const document = parseDocument(text, {
    lineCounter: lines,
    prettyErrors: false,
    stringKeys: true,
    // the parser compares each with each, and a policy may have a hundred thousand types
    uniqueKeys: false,
  })
  const [wrong] = [...document.errors, ...document.warnings]
  if (wrong?.code === 'RESOURCE_EXHAUSTION')
    throw new CannotRun(`${name} is nested too deeply. Check that it is the right file.`)
  if (wrong !== undefined) throw new CannotRun(`${at(wrong.pos[0])}: ${inWords(wrong)}`)
  const odd = oddIn(document, /\.jsonc?$/i.test(source))
  if (odd !== undefined) throw new CannotRun(`${at(odd.offset ?? 0)}: ${odd.says}`)
  return { value: unfolded(name, document), placeOf: (path) => at(offsetOf(document, path)) }
}

/** What the parser lets pass, and where it is. */
interface Odd {
  readonly offset: number | undefined
  readonly says: string
}

/** A name for the second time, a merge key, or in a file of JSON what is no JSON. */
const oddIn = (document: Document, isStrict: boolean): Odd | undefined => {
  let found: Odd | undefined
  const stop = (node: unknown, says: string): symbol => {
    found = { offset: startOf(node), says }
    return visit.BREAK
  }
  visit(document, {
    Map: (_, { items }) => {
      const names = new Set<string>()
      for (const { key } of items) {
        const name = nameIn(key)
        if (names.has(name)) return stop(key, `This name came before. ${mend}`)
        if (isScalar(key) && key.type === 'PLAIN' && name === '<<')
          return stop(key, 'Merge keys (<<) are not supported. Write out what it stands for.')
        names.add(name)
      }
      return undefined
    },
    Scalar: (_, scalar) =>
      isStrict && typeof scalar.value === 'string' && scalar.type !== 'QUOTE_DOUBLE'
        ? stop(scalar, `JSON has text in double quotes. ${mend}`)
        : undefined,
  })
  return found
}

/** Aliases may stand for nothing, or for a flood. */
const unfolded = (name: string, document: Document): unknown => {
  try {
    return document.toJS()
  } catch (cause) {
    if (!(cause instanceof ReferenceError)) throw cause
    throw new CannotRun(`${name}: ${visible(cause.message)}. Write out what the aliases stand for.`)
  }
}

/** Where a value begins, or its key; where neither is there, what they should stand in. */
const offsetOf = (document: Document, path: ReadonlyArray<string | number>): number => {
  let node: unknown = document.contents
  let offset = startOf(node) ?? 0
  for (const key of path) {
    if (!isCollection(node)) return offset
    const item: unknown = isMap(node) ? pairsOf(node).get(String(key)) : node.items[Number(key)]
    if (item === undefined) return offset
    offset = startOf(isPair(item) ? item.key : item) ?? offset
    node = isPair(item) ? item.value : item
  }
  return offset
}

const indices = new WeakMap<YAMLMap, ReadonlyMap<string, unknown>>()

/** The pairs of an object by their names, found once: it may have many errors. */
const pairsOf = (map: YAMLMap): ReadonlyMap<string, unknown> => {
  const pairs =
    indices.get(map) ?? new Map(map.items.map((pair) => [nameIn(pair.key), pair] as const))
  indices.set(map, pairs)
  return pairs
}

const nameIn = (key: unknown): string => (isScalar(key) ? String(key.value) : '')

const startOf = (node: unknown): number | undefined =>
  (node as { readonly range?: readonly [number, number, number] } | null)?.range?.[0]
