/**
 * A policy as a table: what each persona gets for a thing that exists, and for one that does not.
 */
import type { Disclosure } from '../domain/Disclosure.js'
import { disclosureOf, type Policy } from '../domain/Policy.js'
import { resourceStates, type ResourceState } from '../domain/ResourceState.js'
import * as Route from '../domain/Route.js'
import type { Verdict } from '../domain/Verdict.js'
import { decide } from '../engine/decide.js'
import { keyOf } from '../observe/Observation.js'
import { perDisclosure, unnamedBeside, type Decide } from './answers.js'
import { frozen } from './frozen.js'
import { legendOf, type Term } from './legend.js'
import { ready, type Ready, type TableOptions } from './personas.js'
import { byThing } from './words.js'

/** Who sees what, as plain data. */
export interface WhoSeesWhat {
  readonly _tag: 'WhoSeesWhat'
  /** The columns. */
  readonly personas: ReadonlyArray<PersonaInWords>
  /** One for each type of the policy, the actions on one thing together. The other types come last. */
  readonly types: ReadonlyArray<TypeRows>
  /** What the words of the table mean. */
  readonly legend: ReadonlyArray<Term>
}

/** A persona in words. */
export interface PersonaInWords {
  /** The name, which heads the column. */
  readonly name: string
  /** The facts of the persona. */
  readonly says: string
}

/** What is seen of one resource type. */
export interface TypeRows {
  /** The resource type. `null` for all types that the policy does not name. */
  readonly type: string | null
  /** The knobs of the type. */
  readonly disclosure: Disclosure
  /** Requests that are answered alike share a row. */
  readonly rows: ReadonlyArray<Row>
}

/** A request: the GET of an item, or of a list, which is a collection. */
export type RequestName = 'item' | 'list'

/** What is seen by one request, or by several that are answered alike. */
export interface Row {
  /** The requests. */
  readonly requests: ReadonlyArray<RequestName>
  /** One for each persona, in their order. */
  readonly cells: ReadonlyArray<Cell>
}

/** What one persona sees. */
export interface Cell {
  /** The answer about a thing that exists. */
  readonly exists: Seen
  /** The answer about a missing thing. */
  readonly missing: Seen
  /** Whether the two look alike, byte for byte. Two answers with one status need not. */
  readonly alike: boolean
}

/** One answer. */
export interface Seen {
  /** The status, or the tag of a verdict without one. A definitive 404 has a star. */
  readonly word: string
  /** The code of a refusal, such as `does-not-exist`. Otherwise the word. */
  readonly code: string
}

const requests = [
  { name: 'item', shape: 'item' },
  { name: 'list', shape: 'collection' },
] as const

/**
 * Who sees what: for each type of a policy, what each persona gets for a thing that exists and for a
 * missing one. `decide` gives every answer.
 *
 * A persona is what it is of every thing, the missing ones included, unless it has a `whenAbsent`.
 * `asText`, `asMarkdown`, `asHtml` and `asSvg` show the table. It knows none of your routes, and
 * nothing of what a handler does after `Ok`.
 *
 * @param policy - The policy. The types that it does not name come last, as one.
 * @param options - Personas of your own.
 * @returns Plain data, frozen.
 * @throws TypeError where the policy was not made, or where a persona does not fit: it says which
 *   member.
 * @example
 * const table = whoSeesWhat(Policy.of({ invoice: { existence: 'authenticated' } }))
 * const strangers = table.types[0]?.rows[0]?.cells[1]
 * strangers?.exists.word // → '403'
 * strangers?.missing.word // → '404*'
 * strangers?.alike // → false
 */
export const whoSeesWhat = (policy: Policy, options: TableOptions = {}): WhoSeesWhat =>
  tableBy(policy, options, decide)

/** The same by any engine, so that the tests can show that a faulty one is found. */
export const tableBy = (policy: Policy, options: TableOptions, engine: Decide): WhoSeesWhat => {
  const columns = ready('whoSeesWhat', options)
  const cells = perDisclosure(policy, (type) => cellsAbout(policy, type, columns, engine))
  const named = Object.keys(policy.types)
  const about = (type: string | null): TypeRows => {
    const name = type ?? unnamedBeside(new Set(named))
    return { type, disclosure: disclosureOf(policy, name), rows: merged(cells(name)) }
  }
  const types = [...byThing(named).flatMap(([, actions]) => actions), null].map(about)
  const inWords = columns.map(({ name, says }) => ({ name, says }))
  return frozen({
    _tag: 'WhoSeesWhat',
    personas: inWords,
    types,
    legend: legendOf(types, inWords),
  })
}

/** For each request, a cell for each persona. */
export type Cells = ReadonlyArray<{ readonly name: RequestName; readonly cells: Row['cells'] }>

export const cellsAbout = (
  policy: Policy,
  resource: string,
  columns: ReadonlyArray<Ready>,
  engine: Decide,
): Cells =>
  requests.map(({ name, shape }) => ({
    name,
    cells: columns.map(({ authn, requires, permissions }) => {
      const route = Route.of({ method: 'GET', resource, shape, ...(requires && { requires }) })
      return cellOf((state) => engine(route, authn, state, permissions[state], policy))
    }),
  }))

const cellOf = (answer: (state: ResourceState) => Verdict): Cell => {
  const [present, absent] = resourceStates.map(answer) as [Verdict, Verdict]
  return {
    exists: seenOf(present),
    missing: seenOf(absent),
    alike: keyOf(present, 'present') === keyOf(absent, 'absent'),
  }
}

const seenOf = (verdict: Verdict): Seen => {
  if (!('status' in verdict)) {
    const word = verdict._tag.toLowerCase()
    return { word, code: word }
  }
  const { status, code } = verdict
  return { word: `${String(status)}${code === 'does-not-exist' ? '*' : ''}`, code }
}

/** Requests that are answered alike share a row. */
const merged = (all: Cells): ReadonlyArray<Row> => {
  const rows = new Map<string, { requests: Array<RequestName>; cells: Row['cells'] }>()
  for (const { name, cells } of all) {
    const key = JSON.stringify(cells)
    const row = rows.get(key) ?? { requests: [], cells }
    row.requests.push(name)
    rows.set(key, row)
  }
  return [...rows.values()]
}
