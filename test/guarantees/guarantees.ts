/**
 * The guarantees as predicates. Each looks for a counterexample, and puts it in words.
 */
import { isDeepStrictEqual } from 'node:util'
import { Disclosure } from 'glomar'
import {
  allEqual,
  every,
  firstOf,
  type Check,
  type Counterexample,
  type Local,
} from './counterexample.js'
import { gridOf, kinds, requestsBy, type Grid, type How, type Kind } from './grid.js'
import {
  everyThing,
  isExpected,
  isRejected,
  isResolved,
  isStoppedEarly,
  isUnderscoped,
  isWeak,
} from './law.js'
import { manyThings } from './many.js'
import { describe, strangers, type Cell, type Situation } from './subject.js'
import { twin } from './twin.js'
import { whole } from './whole.js'
import { words, type Asked, type Said, type World } from './world.js'

// ------------------------------------------------------------------ one situation at a time

/**
 * G1: to strangers to the target, all worlds look alike, whatever is true of other things.
 * Strangers to an ancestor are strangers to the target. To strangers to a reference, all worlds
 * look alike in which everything else is the same.
 */
const absenceEquivalence: Local = (s) => firstOf(strangers(s), (cells) => allEqual(s, cells))

/** G2: to rejected credentials, everything looks alike. */
const rejectedAlike: Local = (s) => (isRejected(s.approach) ? allEqual(s, s.cells) : undefined)

/** G3: to a caller who lacks what the route requires, everything looks alike. */
const requirementsAlike: Local = (s) =>
  isWeak(s.approach) || isUnderscoped(s.approach) ? allEqual(s, s.cells) : undefined

const things = (s: Situation, cell: Cell): ReturnType<typeof everyThing> =>
  everyThing(s.approach, s.types, cell.target, cell.world)

/** G4: a 401 is about credentials and about nothing else; and it always brings a challenge. */
const credentialsOnly: Local = (s) => {
  const always = isRejected(s.approach) || isWeak(s.approach)
  const isAllowed = always || s.approach.authn._tag === 'Anonymous'
  return every(s, s.cells, (cell) => {
    if (cell.verdict._tag !== 'Unauthenticated' || (cell.verdict.status as number) !== 401)
      return !always && !('status' in cell.verdict && (cell.verdict.status as number) === 401)
    if (typeof cell.verdict.headers['www-authenticate'] !== 'string') return false
    return (
      isAllowed ||
      things(s, cell).some(({ said, entitled }) => said.stepUp !== undefined && entitled)
    )
  })
}

const isGet = ({ route: { method } }: Asked): boolean => method === 'GET' || method === 'HEAD'

/** G5: leave to act by row 4 alone. What else is no refusal goes to those whom the law names. */
const leaveToAct: Local = (s) => {
  const early = isStoppedEarly(s.approach)
  return every(s, s.cells, ({ verdict, target, world }) => {
    const isTargetOk = !early && target.granted && isExpected(world.target, s.route)
    const areResolved = world.references.every((one) => isResolved(s.approach, s.types, one))
    if ((verdict._tag === 'Ok') !== (isTargetOk && areResolved)) return false
    if (verdict._tag === 'Conflict') return target.granted
    if (verdict._tag === 'Empty') return isGet(s) && s.route.shape === 'collection'
    return verdict._tag !== 'UnresolvedReference' || (isTargetOk && !areResolved)
  })
}

/** Only a 404 about the target says that the thing is not there: a client may delete its copy. */
const definitive: Local = (s) =>
  every(
    s,
    s.cells,
    ({ verdict, target, world }) =>
      verdict._tag !== 'NotFound' ||
      (verdict.code === 'not-found' && verdict.body.type === 'about:blank') ||
      (world.target.state === 'absent' && s.route.expects === 'present' && target.entitled),
  )

/** Each text that a remedy says of a thing, and no route. */
const marks: ReadonlyArray<string> = [
  ...new Set(
    Object.values(words).flatMap(({ missingPermissions, requestAccess, stepUp }) => [
      ...missingPermissions,
      requestAccess,
      ...stepUp.acrValues,
      `"max_age":${String(stepUp.maxAge)}`,
    ]),
  ),
]

const marked = new Map<string, ReadonlyArray<string>>()
const marksIn = (bytes: string): ReadonlyArray<string> => {
  const known = marked.get(bytes) ?? marks.filter((mark) => bytes.includes(mark))
  if (!marked.has(bytes)) marked.set(bytes, known)
  return known
}

const says = (
  { missingPermissions = [], requestAccess = '', stepUp }: Said,
  mark: string,
): boolean =>
  missingPermissions.includes(mark) ||
  requestAccess === mark ||
  (stepUp?.acrValues.includes(mark) ?? false) ||
  mark === `"max_age":${String(stepUp?.maxAge)}`

/** G6: what a remedy says reaches those who are entitled to the thing, and to the target. */
const remedyToTheEntitled: Local = (s) =>
  every(s, s.cells, (cell) => {
    const shown = marksIn(cell.bytes)
    if (shown.length === 0) return true
    if (!cell.target.entitled) return false
    const all = things(s, cell)
    return shown.every((mark) => all.some(({ said, entitled }) => entitled && says(said, mark)))
  })

/** G8, conservativity: where the policy releases nothing, those who are denied learn nothing. */
const conservative: Local = (s) =>
  Object.values(s.types).every((d) => Disclosure.Eq.equals(d, Disclosure.strictest))
    ? allEqual(
        s,
        s.cells.filter(({ target }) => !target.granted),
      )
    : undefined

/**
 * G8, non-occlusion: what is released hides no other leak. `mayKnow` shows in entitlement alone.
 */
const nonOccluding: Local = (s) =>
  every(s, s.cells, (cell) =>
    s.cells.every(
      (other) =>
        !differInMayKnowAlone(cell.world, other.world) ||
        cell.target.entitled !== other.target.entitled ||
        cell.bytes === other.bytes,
    ),
  )

const differInMayKnowAlone = (x: World, y: World): boolean => {
  const { mayKnow: _x, ...ofX } = x.target.said
  const { mayKnow: _y, ...ofY } = y.target.said
  return x.target.state === y.target.state && isDeepStrictEqual(ofX, ofY)
}

/** G11: the twin agrees, byte for byte. */
const twinAgrees: Local = (s) =>
  firstOf(s.cells, (cell) => {
    const other = twin(s.approach, s.route, s.types, cell.world)
    return other === cell.bytes ? undefined : `${describe(s, cell)}\n but the twin says ${other}`
  })

const { alone, ancestor, reference } = kinds
const everyKind = [alone, ancestor, reference]

/** Each with what it is checked on. */
export const local: Readonly<
  Record<string, { readonly check: Local; readonly on: ReadonlyArray<Kind> }>
> = {
  'G1 absence equivalence': { check: absenceEquivalence, on: [alone] },
  'G1 of a target with an ancestor': { check: absenceEquivalence, on: [ancestor] },
  'G1 of a target with a reference': { check: absenceEquivalence, on: [reference] },
  'G2 rejected credentials': { check: rejectedAlike, on: everyKind },
  'G3 route requirements': { check: requirementsAlike, on: everyKind },
  'G4 a 401 is about credentials': { check: credentialsOnly, on: everyKind },
  'G5 ok by row 4 alone': { check: leaveToAct, on: everyKind },
  'G6 remedies reach the entitled alone': { check: remedyToTheEntitled, on: everyKind },
  'G8 conservativity': { check: conservative, on: everyKind },
  'G8 non-occlusion': { check: nonOccluding, on: [alone] },
  'G11 the twin agrees': { check: twinAgrees, on: everyKind },
  'a definitive 404 is about the target': { check: definitive, on: everyKind },
}

// ------------------------------------------------------------------ one request, many policies

/** A guarantee about what one request comes to under many policies. */
export type Across = (grid: Grid, kind: Kind) => Counterexample

/** The worlds, in pairs that differ in the state of one thing and in nothing else. */
const pairsOf = (worlds: ReadonlyArray<World>): ReadonlyArray<readonly [x: number, y: number]> => {
  const known = statePairs.get(worlds)
  if (known !== undefined) return known
  const facts = worlds.map((world) => [world.target, ...world.ancestors, ...world.references])
  const pairs = facts.flatMap((x, i) =>
    facts.flatMap((y, k) => {
      const differing = x.filter((fact, at) => !isDeepStrictEqual(fact, y[at]))
      const isOneState =
        i < k &&
        differing.length === 1 &&
        x.every((fact, at) => isDeepStrictEqual({ ...y[at], state: fact.state }, fact))
      return isOneState ? [[i, k] as const] : []
    }),
  )
  statePairs.set(worlds, pairs)
  return pairs
}
const statePairs = new Map<unknown, ReadonlyArray<readonly [number, number]>>()

/** What the caller sees. After `Ok` or a conflict, the handler shows the state. */
const seen = ({ verdict, bytes, world }: Cell): string =>
  verdict._tag === 'Ok' || verdict._tag === 'Conflict' ? bytes + world.target.state : bytes

/** Which pairs of worlds the caller cannot tell apart. */
const blindness = (s: Situation, worlds: ReadonlyArray<World>): ReadonlyArray<boolean> => {
  const all = s.cells.map(seen)
  return pairsOf(worlds).map(([x, y]) => all[x] === all[y])
}

/** G7: a stricter policy blinds wherever a looser one does. */
const monotone: Across = ({ situations, steps }, { worlds }) => {
  const blind = situations.map((s) => blindness(s, worlds))
  return firstOf(steps, ([strict, loose]) => {
    const pair = blind[loose]?.findIndex((isBlind, i) => isBlind && blind[strict]?.[i] === false)
    if (pair === undefined || pair < 0) return undefined
    const s = situations[strict] as Situation
    const cells = pairsOf(worlds)[pair]?.map((i) => describe(s, s.cells[i] as Cell))
    const looser = JSON.stringify(situations[loose]?.types)
    return `${String(cells?.join('\n but '))}\n and not under ${looser}`
  })
}

/** G12: what is ok under one policy is ok under every other. */
const grantsNothing: Across = ({ situations }) => {
  const [first] = situations
  const isOk = first?.cells.map(({ verdict }) => verdict._tag === 'Ok')
  return firstOf(situations, (s) => {
    const i = s.cells.findIndex(({ verdict }, k) => (verdict._tag === 'Ok') !== isOk?.[k])
    if (i < 0 || first === undefined) return undefined
    return `${describe(s, s.cells[i] as Cell)}\n but ${describe(first, first.cells[i] as Cell)}`
  })
}

export const across: Readonly<Record<string, Across>> = {
  'G7 monotone': monotone,
  'G12 the policy grants nothing': grantsNothing,
}

/** One thing at every point; several things in the way that is asked for. */
export const howFor = (kind: Kind, how: How): How => (kind === kinds.alone ? 'every point' : how)

// ------------------------------------------------------------------ all of them, by name

const everyLocal =
  (name: string): Check =>
  (subject) => {
    const { check, on } = local[name] as (typeof local)[string]
    const found = firstOf(on, (kind) => {
      const how = howFor(kind, 'by class')
      return firstOf(requestsBy(how), (at) =>
        firstOf(gridOf(subject, kind, how, at).situations, check),
      )
    })
    return found ?? (on.length < 2 ? undefined : firstOf(manyThings(subject), check))
  }

const everyAcross =
  (check: Across): Check =>
  (subject) =>
    firstOf(everyKind, (kind) => {
      const how = howFor(kind, 'by class')
      return firstOf(requestsBy(how), (at) => check(gridOf(subject, kind, how, at), kind))
    })

/** What looks at a subject, and finds a counterexample in it. */
export const guarantees: Readonly<Record<string, Check>> = {
  ...Object.fromEntries(Object.keys(local).map((name) => [name, everyLocal(name)])),
  ...Object.fromEntries(Object.entries(across).map(([name, check]) => [name, everyAcross(check)])),
  ...whole,
}
