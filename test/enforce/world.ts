/**
 * A service to enforce. Its effects are written down and can be made to fail: in every stage, in every
 * way, in every world.
 */
import { runInNewContext } from 'node:vm'
import * as fc from 'fast-check'
import {
  Authn,
  decide,
  Disclosure,
  explain,
  Facts,
  Permission,
  Policy,
  render,
  Route,
  unavailable,
  type Rendered,
  type Renderer,
} from 'glomar'
import type { AuditRecord, Caller, Enforcement, Ok, Refused } from 'glomar/enforce'
import { rejections } from '../promises.js'

export interface Asking {
  readonly id: string
}

export interface Who extends Caller {
  readonly name: string
}

export interface Row {
  readonly readers: ReadonlyArray<string>
}

export interface Said {
  readonly allowed: boolean
}

type Looked = Row | null | PromiseLike<Row | null>

export type Described = Enforcement<
  string,
  string,
  'item' | 'collection',
  'present' | 'absent' | 'either',
  Asking,
  Who,
  Said,
  Looked,
  ReadonlyArray<Looked>,
  ReadonlyArray<Looked>,
  'present' | 'absent',
  Renderer<Asking> | undefined,
  string
>

/** What a route answers, with or without a renderer. */
export type Result = Ok<string> | Refused | Rendered

export type Enforced = (request: Asking, signal?: AbortSignal) => Promise<Result>

/** What is tested: `enforce`, or one with a planted fault. */
export type Subject = (described: Described) => Enforced

/* eslint-disable @typescript-eslint/prefer-promise-reject-errors -- that they are none is the point */

// ---------------------------------------------------------------- what may go wrong

/** If a client sees it, it leaked. */
export const secret = 'leaked-cause'

const hostile = (): never => {
  throw new Error(secret)
}

/** What may be thrown. */
export const odd: Readonly<Record<string, unknown>> = {
  error: new Error(secret),
  'error with data': Object.assign(new Error(secret), {
    status: 404,
    headers: { [secret]: secret },
    _tag: 'NotFound',
  }),
  text: secret,
  undefined,
  null: null,
  false: false,
  symbol: Symbol(secret),
  function: hostile,
  verdict: Object.freeze({ _tag: 'Ok', value: secret }),
  'getters that throw': Object.defineProperties(
    {},
    {
      message: { get: hostile, enumerable: true },
      cause: { get: hostile },
      then: { get: hostile },
    },
  ),
  'proxy that throws': new Proxy(
    {},
    {
      get: hostile,
      has: hostile,
      ownKeys: hostile,
      getPrototypeOf: hostile,
      getOwnPropertyDescriptor: hostile,
    },
  ),
}

/** Code of another realm: it passes on what is asked of it, gives promises, and throws. */
const elsewhere = runInNewContext(`({
  passOn: (f) => (...given) => f(...given),
  promise: (value) => Promise.resolve(value),
  fail: (message) => { throw new Error(message) },
})`) as {
  readonly passOn: <F>(f: F) => F
  readonly promise: (value: unknown) => Promise<unknown>
  readonly fail: (message: string) => never
}

/** What may be answered instead of an answer. */
export const garbage: Readonly<Record<string, unknown>> = {
  undefined,
  null: null,
  number: 5,
  text: 'x',
  object: {},
  'members of no type': { authn: 5, status: 'x', _tag: 'Granted' },
  list: [],
  true: true,
  function: () => true,
}

export const ways = [
  'throws',
  'rejects',
  'rejects late',
  'rejects oddly',
  'throws elsewhere',
  'hangs',
  'throws when waited for',
  'answers garbage',
  'is slow',
] as const
export type Way = (typeof ways)[number]

/** Named as the audit names them. */
export const stages = [
  'route',
  'authenticate',
  'evaluate',
  'lookUp',
  'ancestors[0].lookUp',
  'references[0].lookUp',
  'references[0].ancestors[0].lookUp',
  'authorize',
  'ancestors[0].authorize',
  'references[0].authorize',
  'references[0].ancestors[0].authorize',
  'whenAbsent',
  'ancestors[0].whenAbsent',
  'references[0].whenAbsent',
  'references[0].ancestors[0].whenAbsent',
  'renderer',
  'audit',
  'handle',
] as const
export type Stage = (typeof stages)[number]

/** What answers at once, and is not waited for. */
export const isRule = (stage: Stage): boolean => /route|authorize|whenAbsent|renderer/.test(stage)

export interface Planted {
  readonly stage: Stage
  readonly way: Way
  readonly odd: string
  /** Which promise rejects oddly. */
  readonly promise: string
  readonly garbage: string
}

/** Milliseconds: what is slow is in time, what is late is not. */
export const timeout = 40
const slow = 5
const late = 1_000

const fail = (planted: Planted, honest: () => unknown): unknown => {
  const cause = odd[planted.odd]
  switch (planted.way) {
    case 'throws':
      throw cause
    case 'rejects':
      return Promise.reject(cause)
    case 'rejects late':
      return new Promise((_resolve, reject) =>
        setTimeout(() => {
          reject(cause)
        }, late),
      )
    case 'rejects oddly':
      return rejections[planted.promise]?.()
    case 'throws elsewhere':
      return elsewhere.fail(secret)
    case 'hangs':
      return new Promise(() => undefined)
    case 'throws when waited for':
      return {
        get then() {
          throw cause
        },
      }
    case 'answers garbage':
      return garbage[planted.garbage]
    case 'is slow':
      // what comes of it may throw, too
      return new Promise((resolve) => setTimeout(resolve, slow)).then(honest)
  }
}

// ---------------------------------------------------------------- the scenario

export const worlds = [
  'hidden',
  'missing',
  'under hidden',
  'under missing',
  'beside hidden',
  'beside missing',
  'beside one under hidden',
  'beside one under missing',
  'visible',
] as const
export type World = (typeof worlds)[number]

const requires = { scopes: ['documents:read'], acrValues: ['mfa'] }

export const callers: Readonly<Record<string, Authn.Authn>> = {
  anonymous: Authn.anonymous,
  rejected: Authn.rejected('expired', 'Bearer'),
  weak: Authn.authenticated({ scopes: ['documents:read'] }),
  underscoped: Authn.authenticated({ acr: 'mfa' }),
  good: Authn.authenticated({ scopes: ['documents:read'], acr: 'mfa' }),
}

type Shape = Route.Route['shape']
type Expects = Route.Route['expects']

export interface Scenario {
  readonly method: string
  readonly shape: Shape
  readonly expects: Expects
  readonly guarded: boolean
  readonly caller: string
  /** May the caller know of whatever there is? */
  readonly knows: boolean
  /** Whether there is an ancestor. */
  readonly nested: boolean
  /** Whether there is a reference. */
  readonly refers: boolean
  /** What it is expected to be. */
  readonly wanted: 'present' | 'absent'
  /** Whether it has an ancestor. */
  readonly beneath: boolean
  /** Whether the route is a function. */
  readonly routed: boolean
  /** Whether the code of the service is of another realm. */
  readonly elsewhere: boolean
  readonly renders: boolean
  /** Whether effects answer with promises. */
  readonly later: boolean
  readonly disclosure: Disclosure.Disclosure
  readonly planted: ReadonlyArray<Planted>
}

const planted: fc.Arbitrary<Planted> = fc.record({
  stage: fc.constantFrom(...stages),
  way: fc.constantFrom(...ways),
  odd: fc.constantFrom(...Object.keys(odd)),
  promise: fc.constantFrom(...Object.keys(rejections)),
  garbage: fc.constantFrom(...Object.keys(garbage)),
})

export const scenario: fc.Arbitrary<Scenario> = fc.record({
  method: fc.constantFrom('GET', 'PUT'),
  shape: fc.constantFrom('item', 'item', 'collection'),
  expects: fc.constantFrom('present', 'present', 'absent', 'either'),
  guarded: fc.boolean(),
  caller: fc.constantFrom('good', 'good', 'good', 'good', ...Object.keys(callers)),
  knows: fc.constantFrom(false, false, true),
  nested: fc.boolean(),
  refers: fc.boolean(),
  wanted: fc.constantFrom('present', 'present', 'absent'),
  beneath: fc.boolean(),
  routed: fc.boolean(),
  elsewhere: fc.boolean(),
  renders: fc.boolean(),
  later: fc.boolean(),
  disclosure: fc.constantFrom(...Disclosure.values()),
  planted: fc.oneof(
    { weight: 3, arbitrary: fc.tuple(planted) },
    {
      weight: 2,
      arbitrary: fc.uniqueArray(planted, { selector: ({ stage }) => stage, maxLength: 3 }),
    },
  ),
})

/** The worlds in which the things of the scenario are. */
export const worldsOf = ({ nested, refers, beneath }: Scenario): ReadonlyArray<World> =>
  worlds.filter(
    (world) =>
      (nested || !world.startsWith('under')) &&
      (refers || !world.startsWith('beside')) &&
      (beneath || !world.startsWith('beside one')),
  )

export interface Told {
  readonly result: Result | 'rejected'
  readonly calls: ReadonlyArray<Stage>
  readonly records: ReadonlyArray<AuditRecord<Asking, Who>>
}

const denial = ({ knows }: Scenario): Permission.Permission =>
  knows ? Permission.deny({ mayKnow: true }) : Permission.deny()

const ofTarget =
  (s: Scenario) =>
  ({ readers }: Row, { name }: Who, { allowed }: Said): Permission.Permission =>
    readers.includes(name) && allowed ? Permission.grant() : denial(s)

const ofFolder = ({ readers }: Row, { name }: Who): Permission.Permission =>
  readers.includes(name) ? Permission.grant() : Permission.deny()

/** The row in a world, where `hidden` and `missing` say so of this thing. */
const rowIn = (world: World, hidden: World, missing: World): Row | null =>
  world === missing ? null : { readers: world === hidden ? [] : ['emma'] }

const words: Renderer<Asking> = ({ code }, { id }) => ({
  headers: { 'x-request-id': id },
  body: `words: ${code}`,
})

export const policyOf = ({ disclosure }: Scenario): Policy.Policy =>
  Policy.of({ document: disclosure, folder: {} }, { vary: ['Cookie'] })

const routeOf = ({ method, shape, expects, guarded }: Scenario) =>
  ({ method, resource: 'document', shape, expects, ...(guarded && { requires }) }) as const

export const request: Asking = { id: 'r-1' }

const whoIn = ({ caller }: Scenario): Who => ({
  name: 'emma',
  authn: callers[caller] ?? Authn.anonymous,
})
const allowedIn = (world: World): Said => ({ allowed: world !== 'hidden' && world !== 'missing' })

type Folder = 'ancestors[0]' | 'references[0]' | 'references[0].ancestors[0]'

/** A folder beside the target, or above a thing, and the worlds in which it is hidden or missing. */
const folders: Readonly<Record<Folder, readonly [hidden: World, missing: World]>> = {
  'ancestors[0]': ['under hidden', 'under missing'],
  'references[0]': ['beside hidden', 'beside missing'],
  'references[0].ancestors[0]': ['beside one under hidden', 'beside one under missing'],
}

interface FolderFacts {
  readonly resource: string
  readonly facts: Facts.Facts<string>
}

/** The service of a scenario in a world, with its calls and records written down. */
export const describe = (
  s: Scenario,
  world: World,
  calls: Array<Stage>,
  records: Array<AuditRecord<Asking, Who>>,
): Described => {
  const run = <A>(stage: Stage, honest: () => A): A => {
    calls.push(stage)
    const one = s.planted.find((each) => each.stage === stage)
    if (one !== undefined) return fail(one, honest) as A
    if (!s.later || isRule(stage)) return honest()
    return (s.elsewhere ? elsewhere.promise(honest()) : Promise.resolve(honest())) as A
  }
  /** A member of that name. */
  const member = <Given extends ReadonlyArray<unknown>, A>(
    stage: Stage,
    honest: (...given: Given) => A,
  ): ((...given: Given) => A) => {
    const own = (...given: Given): A => run(stage, () => honest(...given))
    return s.elsewhere ? elsewhere.passOn(own) : own
  }
  const write = member('audit', (): unknown => undefined)
  const folder = (role: Folder) => ({
    resource: 'folder',
    lookUp: member(`${role}.lookUp`, (): Looked => rowIn(world, ...folders[role])),
    authorize: member(`${role}.authorize`, ofFolder),
    whenAbsent: member(`${role}.whenAbsent`, () => Permission.deny()),
  })
  return {
    route: s.routed ? member('route', () => routeOf(s)) : routeOf(s),
    policy: policyOf(s),
    authenticate: member('authenticate', () => whoIn(s)),
    evaluate: member('evaluate', () => allowedIn(world)),
    lookUp: member('lookUp', (): Looked => rowIn(world, 'hidden', 'missing')),
    authorize: member('authorize', ofTarget(s)),
    whenAbsent: member('whenAbsent', () => denial(s)),
    ancestors: s.nested ? [folder('ancestors[0]')] : [],
    references: s.refers
      ? [
          {
            ...folder('references[0]'),
            expects: s.wanted,
            ancestors: s.beneath ? [folder('references[0].ancestors[0]')] : [],
          },
        ]
      : [],
    renderer: s.renders ? member('renderer', words) : undefined,
    audit: (record) => {
      records.push(record)
      return write()
    },
    handle: member('handle', () => 'handled'),
    timeout,
  }
}

// ---------------------------------------------------------------- what should come of it

/** Worked out from the law, and not from `enforce`. */
export interface Expected {
  readonly result: Result
  /** Whether there is no route, and so no effect is started but the audit. */
  readonly lost: boolean
  /** Whether nothing is looked up. */
  readonly early: boolean
  /** Whether a decision is made. */
  readonly decides: boolean
  /** Whether a handler is called. */
  readonly handles: boolean
  /** Callers who may not know one world from another are told the same in both. */
  readonly strangerTo: 'the target' | 'the reference' | undefined
}

/** A task that nobody ran: it looked nothing up, and wrote nothing down. */
const isTask = ({ stage, garbage }: Planted): boolean =>
  garbage === 'function' && (stage === 'audit' || stage.endsWith('lookUp'))

/** Does it keep the stage from answering? */
export const isFatal = (one: Planted): boolean => {
  if (one.way === 'answers garbage') return isTask(one)
  return one.way !== 'is slow' || isRule(one.stage)
}

/** Does it have to be in the audit? */
export const isFaulty = (one: Planted): boolean => {
  if (one.way !== 'answers garbage' || isFatal(one)) return isFatal(one)
  // an empty object is a rendering that changes nothing
  if (one.stage === 'renderer') return one.garbage !== 'object'
  return isRule(one.stage) || one.stage === 'authenticate'
}

const anyFacts: ReadonlyArray<Facts.Facts<'folder'>> = [
  ...(['present', 'absent'] as const).flatMap((state) =>
    [
      Permission.grant(),
      Permission.grant({ mayKnow: false }),
      Permission.deny(),
      Permission.deny({ mayKnow: true }),
      Permission.stepUp({ mayKnow: true }),
    ].map((permission) => [state, permission] as const),
  ),
  Facts.of(request, () => Permission.grant(), {
    ancestors: [{ resource: 'folder', facts: Facts.of(null, () => Permission.grant()) }],
  }),
]

export const expected = (s: Scenario, world: World): Expected => {
  const policy = policyOf(s)
  const route: Route.Route = Route.of(routeOf(s))
  const has = (stage: Stage, is: (one: Planted) => boolean): boolean =>
    s.planted.some((one) => one.stage === stage && is(one))
  const fatal = (stage: Stage): boolean => has(stage, isFatal)
  const isGarbage = ({ way }: Planted): boolean => way === 'answers garbage'
  const answered = (stage: Stage, honest: unknown): unknown => {
    const one = s.planted.find((each) => each.stage === stage)
    return one?.way === 'answers garbage' ? garbage[one.garbage] : honest
  }
  // a renderer that fails is none
  const renderer = has('renderer', (one) => isFatal(one) || isGarbage(one)) ? undefined : words
  const inWords = (result: Result): Result =>
    s.renders && 'status' in result && result._tag !== 'Rendered'
      ? render(result, renderer, request)
      : result

  const nothing = { lost: false, decides: false, handles: false, strangerTo: 'the target' } as const
  const down = { ...nothing, result: inWords(unavailable) }
  if (s.routed && (fatal('route') || has('route', isGarbage)))
    return { ...down, lost: true, early: true }
  if (fatal('authenticate') || has('authenticate', isGarbage)) return { ...down, early: true }
  const who = whoIn(s)
  const { authn } = who

  const all = anyFacts.map((facts) =>
    decide<string, string, Shape, Expects>(route, authn, ...facts, policy),
  )
  const [first] = all
  const areAlike = all.every((one) => JSON.stringify(one) === JSON.stringify(first))
  if (first !== undefined && areAlike)
    return { ...nothing, early: true, result: inWords(first as Refused) }

  const looks: ReadonlyArray<Stage> = [
    'lookUp',
    'evaluate',
    ...(s.nested ? (['ancestors[0].lookUp'] as const) : []),
    ...(s.refers ? (['references[0].lookUp'] as const) : []),
    ...(s.refers && s.beneath ? (['references[0].ancestors[0].lookUp'] as const) : []),
  ]
  if (looks.some(fatal)) return { ...down, early: false }

  // a rule that fails, or says what is no permission, denies
  const ruled = (stage: Stage, honest: () => Permission.Permission): Permission.Permission => {
    if (fatal(stage) || has(stage, isGarbage)) return Permission.deny()
    try {
      return honest()
    } catch {
      return Permission.deny()
    }
  }
  const folder = (role: Folder, ancestors: ReadonlyArray<FolderFacts> = []) => {
    const row = answered(`${role}.lookUp`, rowIn(world, ...folders[role])) as Row
    const mayPass = (found: Row) => ruled(`${role}.authorize`, () => ofFolder(found, who))
    const whenAbsent = ruled(`${role}.whenAbsent`, () => Permission.deny())
    return { resource: 'folder', facts: Facts.of(row, mayPass, { whenAbsent, ancestors }) }
  }
  const above = s.refers && s.beneath ? [folder('references[0].ancestors[0]')] : []
  const said = answered('evaluate', allowedIn(world)) as Said
  const facts = Facts.of(
    answered('lookUp', rowIn(world, 'hidden', 'missing')) as Row,
    (row) => ruled('authorize', () => ofTarget(s)(row, who, said)),
    {
      whenAbsent: ruled('whenAbsent', () => denial(s)),
      ancestors: s.nested ? [folder('ancestors[0]')] : [],
      references: s.refers ? [{ ...folder('references[0]', above), expects: s.wanted }] : [],
    },
  )
  const verdict = decide<string, string, Shape, Expects, string>(route, authn, ...facts, policy)
  const { granted, blocked, entitled, references } = explain<
    string,
    string,
    Shape,
    Expects,
    string
  >(route, authn, ...facts, policy)
  const isStranger = (!granted || blocked) && !entitled
  const isStrangerToReference = references.some(({ row }) => row.startsWith('5'))
  const strangerTo = isStranger ? 'the target' : isStrangerToReference ? 'the reference' : undefined
  const known = { lost: false, early: false, decides: true, strangerTo } as const
  if (verdict._tag !== 'Ok') return { ...known, result: inWords(verdict), handles: false }
  if (fatal('audit')) return { ...known, result: inWords(unavailable), handles: false }
  if (fatal('handle')) return { ...known, result: inWords(unavailable), handles: true }
  return {
    ...known,
    result: { _tag: 'Ok', value: answered('handle', 'handled') as string },
    handles: true,
  }
}
