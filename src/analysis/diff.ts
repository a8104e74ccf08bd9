/**
 * What changes between two versions of a policy: knob by knob, and in the table of who sees what.
 */
import * as Disclosure from '../domain/Disclosure.js'
import { disclosureOf, type Policy } from '../domain/Policy.js'
import { constants, type Service } from '../domain/Service.js'
import { decide } from '../engine/decide.js'
import { kindsOf, type Kind } from './answers.js'
import { frozen } from './frozen.js'
import { headline } from './headline.js'
import { wordsOf } from './legend.js'
import { ready, type TableOptions } from './personas.js'
import { toldUnder, type Learns, type Told } from './whoLearnsWhat.js'
import { visible } from './visible.js'
import { cellsAbout, type Cell, type Cells, type RequestName } from './whoSeesWhat.js'
import { few, quoted } from './words.js'

/** What changes between two versions of a policy. */
export interface Diff {
  readonly _tag: 'Diff'
  /** What the policy tells now, and did not tell before. */
  readonly tells: ReadonlyArray<Learns>
  /** What the policy no longer tells. */
  readonly conceals: ReadonlyArray<Learns>
  /** The types that only the new policy names. */
  readonly added: ReadonlyArray<string>
  /** The types that only the old policy names. Under the new one they are at their strictest. */
  readonly removed: ReadonlyArray<string>
  /** The types with a knob that changes. Those that change alike stand together. */
  readonly types: ReadonlyArray<TypeChange>
  /** The constants of the service that change. */
  readonly service: ReadonlyArray<ConstantChange>
  /** The difference in words, one line each. */
  readonly says: ReadonlyArray<string>
}

/** What changes for some types. */
export interface TypeChange {
  /** The resource types. */
  readonly types: ReadonlyArray<string>
  /** The knobs that change. */
  readonly knobs: ReadonlyArray<KnobChange>
  /** The cells of the table that change. Requests that change alike stand together. */
  readonly rows: ReadonlyArray<RowChange>
}

/** A knob that changes. */
export interface KnobChange {
  /** The knob. */
  readonly knob: Disclosure.Knob
  /** The old value. */
  readonly before: string
  /** The new value. */
  readonly after: string
  /** Which of the two tells less. The knobs `concealAs` and `list` conceal alike at each value. */
  readonly change: 'stricter' | 'looser' | 'alike'
}

/** A constant of the service that changes. */
export interface ConstantChange {
  /** The name of the constant. */
  readonly name: keyof Service
  /** The old value; `null` where there is none. */
  readonly before: ConstantValue | null
  /** The new value; `null` where there is none. */
  readonly after: ConstantValue | null
}

/** What a constant of the service can be. */
export type ConstantValue = NonNullable<Service[keyof Service]>

/** A row of the table with cells that change. */
export interface RowChange {
  /** The requests. */
  readonly requests: ReadonlyArray<RequestName>
  /** The cells that change. */
  readonly cells: ReadonlyArray<CellChange>
}

/** What one persona sees before and after. */
export interface CellChange {
  /** The name of the persona. */
  readonly persona: string
  /** The old cell. */
  readonly before: Cell
  /** The new cell. */
  readonly after: Cell
}

/**
 * What changes between two versions of a policy: for reviews. `asText` gives it in words.
 *
 * A new version tells no more than the old one if `tells` is empty. Types that are disclosed as before
 * are left out, though they may be written otherwise. Types that are new, or no longer named, are
 * told in any case.
 *
 * @param before - The old policy.
 * @param after - The new policy.
 * @param options - Personas of your own, for the table.
 * @returns Plain data, frozen.
 * @throws TypeError where one of the two was not made, or where a persona does not fit.
 * @example
 * const policy = Policy.of({ document: {} })
 * diff(policy, Policy.of({ document: { existence: 'public' } })).says[1]
 * // → 'Visitors and strangers learn that a `document` exists.'
 */
export const diff = (before: Policy, after: Policy, options: TableOptions = {}): Diff => {
  const columns = ready('diff', options)
  const kinds = kindsOf(before, after)
  const [toldBefore, toldAfter] = [toldUnder(before, decide), toldUnder(after, decide)]
  const all = kinds.flatMap(({ types, example }) => {
    const knobs = knobsIn(disclosureOf(before, example), disclosureOf(after, example))
    if (knobs.length === 0) return []
    const [then, now] = [toldBefore(example), toldAfter(example)]
    const [tells, conceals] = [minus(now, then), minus(then, now)]
    const rows = rowsIn(
      cellsAbout(before, example, columns, decide),
      cellsAbout(after, example, columns, decide),
      columns.map(({ name }) => name),
    )
    const says = [
      `${few(types.map(quoted))}: ${knobs.map(knobInWords(tells.length > 0)).join('; ')}`,
      ...headline(types, tells, 'learn'),
      ...headline(types, conceals, 'no longer learn'),
      ...(rows.length > 0 ? rows.map(rowInWords) : ['No persona of the table sees a change.']),
    ]
    return [
      {
        change: { types, knobs, rows },
        tells: of(types, tells),
        conceals: of(types, conceals),
        says,
      },
    ]
  })
  const [added, removed] = [namesBeyond(after, before), namesBeyond(before, after)]
  const service = constantsIn(before, after)
  return frozen({
    _tag: 'Diff',
    tells: all.flatMap(({ tells }) => tells),
    conceals: all.flatMap(({ conceals }) => conceals),
    added,
    removed,
    types: all.map(({ change }) => change),
    service,
    says: [
      ...namesInWords(added, 'is new', 'are new'),
      ...namesInWords(
        removed,
        'is no longer named, and at its strictest',
        'are no longer named, and at their strictest',
      ),
      ...all.flatMap(({ says }) => says),
      ...service.map(constantInWords),
    ],
  })
}

/** The types that the first names, and the second does not. */
const namesBeyond = (first: Policy, second: Policy): ReadonlyArray<string> =>
  Object.keys(first.types).filter((type) => !Object.hasOwn(second.types, type))

const namesInWords = (
  types: ReadonlyArray<string>,
  one: string,
  several: string,
): ReadonlyArray<string> =>
  types.length === 0 ? [] : [`${few(types.map(quoted))} ${types.length > 1 ? several : one}.`]

const of = (types: Kind['types'], told: Told): ReadonlyArray<Learns> =>
  types.flatMap((type) => told.map((each) => ({ type, ...each })))

/** What each persona learns by the first, and not by the second. */
const minus = (first: Told, second: Told): Told =>
  first.flatMap(({ persona, learns }) => {
    const known = second.find((each) => each.persona === persona)?.learns ?? []
    const more = learns.filter((each) => !known.includes(each))
    return more.length > 0 ? [{ persona, learns: more }] : []
  })

const knobsIn = (
  then: Disclosure.Disclosure,
  now: Disclosure.Disclosure,
): ReadonlyArray<KnobChange> =>
  Disclosure.names.flatMap((knob) => {
    const [before, after] = [then[knob], now[knob]]
    if (before === after) return []
    const values: ReadonlyArray<string> = Disclosure.knobs[knob]
    const isStricter = values.indexOf(after) < values.indexOf(before)
    const change = hidesAlike(knob) ? 'alike' : isStricter ? 'stricter' : 'looser'
    return [{ knob, before, after, change }]
  })

const hidesAlike = (knob: Disclosure.Knob): boolean => knob === 'concealAs' || knob === 'list'

/** A knob may be looser in vain, because what it tells is told anyway. */
const knobInWords =
  (tellsMore: boolean) =>
  ({ knob, before, after, change }: KnobChange): string => {
    const said = change === 'looser' && !tellsMore ? 'looser, but nobody learns more' : change
    return `${knob} ${before} → ${after}${change === 'alike' ? '' : ` (${said})`}`
  }

const rowsIn = (
  then: Cells,
  now: Cells,
  columns: ReadonlyArray<string>,
): ReadonlyArray<RowChange> => {
  const rows = new Map<string, { requests: Array<RequestName>; cells: RowChange['cells'] }>()
  then.forEach(({ name, cells }, request) => {
    const changed = cells.flatMap((before, i) => {
      const after = now[request]?.cells[i] as Cell
      const persona = columns[i] as string
      return JSON.stringify(before) === JSON.stringify(after) ? [] : [{ persona, before, after }]
    })
    if (changed.length === 0) return
    const key = JSON.stringify(changed)
    const row = rows.get(key) ?? { requests: [], cells: changed }
    row.requests.push(name)
    rows.set(key, row)
  })
  return [...rows.values()]
}

const rowInWords = ({ requests, cells }: RowChange): string => {
  const each = cells.map(
    ({ persona, before, after }) => `${visible(persona)} ${wordsOf(before)} → ${wordsOf(after)}`,
  )
  return `${requests.join(', ')}: ${each.join('; ')}`
}

const constantNames = Object.keys(constants) as ReadonlyArray<keyof Service>

const constantsIn = (before: Policy, after: Policy): ReadonlyArray<ConstantChange> =>
  constantNames.flatMap((name) => {
    const change = {
      name,
      before: before.service[name] ?? null,
      after: after.service[name] ?? null,
    }
    return JSON.stringify(change.before) === JSON.stringify(change.after) ? [] : [change]
  })

const constantInWords = ({ name, before, after }: ConstantChange): string => {
  const words = (value: ConstantValue | null): string =>
    value === null ? 'none' : visible(JSON.stringify(value))
  return `${quoted(name)}: ${words(before)} → ${words(after)}`
}
