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
  type YAMLParseError,
} from 'yaml'
import { visible } from '../analysis/visible.js'
import { CannotRun, type Io } from './Io.js'

/** What a file holds. */
export interface Data {
  readonly value: unknown
  /** `policy.yaml:3:5`, for the value that some keys lead to. */
  readonly placeOf: (path: ReadonlyArray<string | number>) => string
}

/** A policy of a hundred thousand types is smaller. */
const most = 10_000_000

/** The file, or the standard input for `-`. */
export const nameOf = (source: string): string =>
  source === '-' ? 'the standard input' : visible(source)

/**
 * The data in a file. `hint` says what to write into one that is empty.
 *
 * @throws CannotRun where it cannot be read, or is neither JSON nor YAML.
 */
export const readData = async (io: Io, source: string, hint: string): Promise<Data> => {
  const text = textOf(source, await bytesOf(io, source))
  if (text.trim() === '') throw new CannotRun(`${nameOf(source)} is empty. ${hint}`)
  return parsed(source, isJson(source, text) ? withoutComments(text) : text)
}

const bytesOf = async (io: Io, source: string): Promise<Uint8Array> => {
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
  if (wrong !== undefined) throw new CannotRun(`${at(wrong.pos[0])}: ${inWords(wrong)}. ${mend}`)
  const twice = secondOf(document)
  if (twice !== undefined) throw new CannotRun(`${at(twice)}: This name came before. ${mend}`)
  return { value: unfolded(name, document), placeOf: (path) => at(offsetOf(document, path)) }
}

const mend = 'Mend the JSON or YAML there.'

const inWords = ({ code, message }: Pick<YAMLParseError, 'code' | 'message'>): string =>
  code === 'MULTILINE_IMPLICIT_KEY'
    ? 'A comma is missing, or a name goes on in the next line'
    : visible(message.replace(/\.$/, ''))

/** Where an object has a name for the second time. */
const secondOf = (document: Document): number | undefined => {
  let found: number | undefined
  visit(document, {
    Map: (_, { items }) => {
      const names = new Set<string>()
      for (const { key } of items) {
        const name = nameIn(key)
        if (names.has(name)) {
          found = startOf(key)
          return visit.BREAK
        }
        names.add(name)
      }
      return undefined
    },
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
