/**
 * A service to enforce, whose effects are written down and can be made to fail: in every stage, in every way, in every world.
 */
import * as fc from 'fast-check'
import type { Facts } from 'glomar'
import { Authn, Chain, decide, Disclosure, outage, Permission, Policy, type Request, type Requirements } from 'glomar'
import type { AuditRecord, Caller, Enforcement, Ok, Refused } from 'glomar/enforce'

export interface Asking {
  readonly target: string
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

type Sought = Row | null | PromiseLike<Row | null>

export type Described = Enforcement<
  string,
  string,
  'item' | 'collection',
  'present' | 'absent' | 'either',
  Asking,
  Who,
  Said,
  ReadonlyArray<Sought>,
  Sought,
  string
>

export type Route = (request: Asking, signal?: AbortSignal) => Promise<Ok<string> | Refused>

/** What is tested: `enforce`, or one with a planted fault. */
export type Subject = (described: Described) => Route

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
  'error with data': Object.assign(new Error(secret), { status: 404, headers: { [secret]: secret }, _tag: 'NotFound' }),
  text: secret,
  undefined,
  null: null,
  false: false,
  symbol: Symbol(secret),
  function: hostile,
  verdict: Object.freeze({ _tag: 'Ok', value: secret }),
  'getters that throw': Object.defineProperties(
    {},
    { message: { get: hostile, enumerable: true }, cause: { get: hostile }, then: { get: hostile } },
  ),
  'proxy that throws': new Proxy(
    {},
    { get: hostile, has: hostile, ownKeys: hostile, getPrototypeOf: hostile, getOwnPropertyDescriptor: hostile },
  ),
}

/** What may be answered instead of an answer. */
export const garbage: Readonly<Record<string, unknown>> = {
  undefined,
  null: null,
  number: 5,
  text: 'x',
  object: {},
  'members of no type': { target: 5, correlationId: 5, authn: 5 },
  list: [],
  true: true,
  function: () => true,
}

export const ways = ['throws', 'rejects', 'rejects late', 'hangs', 'throws when waited for', 'answers garbage', 'is slow'] as const
export type Way = (typeof ways)[number]

export const stages = [
  'sent',
  'authenticate',
  'evaluate',
  'lookUp',
  'lookUp above',
  'permission',
  'permission above',
  'whenAbsent',
  'audit',
  'handle',
] as const
export type Stage = (typeof stages)[number]

const rules: ReadonlyArray<Stage> = ['sent', 'permission', 'permission above', 'whenAbsent']
const isRule = (stage: Stage): boolean => rules.includes(stage)

export interface Fault {
  readonly stage: Stage
  readonly way: Way
  readonly odd: string
  readonly garbage: string
}

/** Milliseconds: what is slow is in time, what is late is not. */
export const timeout = 40
const slow = 5
const late = 1_000

const fail = (fault: Fault, honest: () => unknown): unknown => {
  const cause = odd[fault.odd]
  switch (fault.way) {
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
    case 'hangs':
      return new Promise(() => undefined)
    case 'throws when waited for':
      return {
        get then() {
          throw cause
        },
      }
    case 'answers garbage':
      return garbage[fault.garbage]
    case 'is slow':
      // what comes of it may throw, too
      return new Promise((resolve) => setTimeout(resolve, slow)).then(honest)
  }
}

// ---------------------------------------------------------------- the scenario

export const worlds = ['hidden', 'missing', 'under hidden', 'under missing', 'visible'] as const
export type World = (typeof worlds)[number]

const requires: Requirements = { scopes: ['calls:read'], acrValues: ['mfa'] }

export const callers: Readonly<Record<string, Authn.Authn>> = {
  anonymous: Authn.anonymous,
  rejected: Authn.rejected('expired', 'Bearer'),
  weak: Authn.authenticated({ scopes: ['calls:read'] }),
  underscoped: Authn.authenticated({ acr: 'mfa' }),
  good: Authn.authenticated({ scopes: ['calls:read'], acr: 'mfa' }),
}

export interface Scenario {
  readonly method: string
  readonly shape: 'item' | 'collection'
  readonly expects: 'present' | 'absent' | 'either'
  readonly guarded: boolean
  readonly caller: string
  /** May the caller know of whatever there is? */
  readonly knows: boolean
  readonly nested: boolean
  /** Whether effects answer with promises. */
  readonly later: boolean
  readonly disclosure: Disclosure.Disclosure
  readonly faults: ReadonlyArray<Fault>
}

const fault = (stage: fc.Arbitrary<Stage>): fc.Arbitrary<Fault> =>
  fc.record({
    stage,
    way: fc.constantFrom(...ways),
    odd: fc.constantFrom(...Object.keys(odd)),
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
  later: fc.boolean(),
  disclosure: fc.constantFrom(...Disclosure.values()),
  faults: fc.oneof(
    { weight: 3, arbitrary: fc.tuple(fault(fc.constantFrom(...stages))) },
    { weight: 2, arbitrary: fc.uniqueArray(fault(fc.constantFrom(...stages)), { selector: ({ stage }) => stage, maxLength: 3 }) },
  ),
})

export interface Told {
  readonly result: Ok<string> | Refused | 'rejected'
  readonly calls: ReadonlyArray<Stage>
  readonly records: ReadonlyArray<AuditRecord<Asking, Who>>
}

const denial = ({ knows }: Scenario): Permission.Permission => (knows ? Permission.deniedKnown() : Permission.denied)

const rule =
  (s: Scenario) =>
  ({ readers }: Row, { name }: Who, { allowed }: Said): Permission.Permission =>
    readers.includes(name) && allowed ? Permission.granted : denial(s)

const rowIn = (world: World): Row | null => (world === 'missing' ? null : { readers: world === 'hidden' ? [] : ['emma'] })
const userIn = (world: World): Row | null => (world === 'under missing' ? null : { readers: world === 'under hidden' ? [] : ['emma'] })

const policyOf = ({ disclosure }: Scenario): Policy.Policy => Policy.of({ call: disclosure, user: {} }, { vary: ['Cookie'] })
const routeOf = ({ method, shape, expects, guarded }: Scenario) =>
  ({ method, resource: 'call', shape, expects, ...(guarded && { requires }) }) as const
const asking: Asking = { target: '/calls/7', id: 'c-1' }
const whoIn = ({ caller }: Scenario): Who => ({ name: 'emma', authn: callers[caller] ?? Authn.anonymous })
const allowedIn = (world: World): Said => ({ allowed: world !== 'hidden' && world !== 'missing' })

/** The service of a scenario in a world, its calls and records written down. */
export const describe = (s: Scenario, world: World, calls: Array<Stage>, records: Array<AuditRecord<Asking, Who>>): Described => {
  const effect = <A>(stage: Stage, honest: () => A): A => {
    calls.push(stage)
    const planted = s.faults.find((f) => f.stage === stage)
    if (planted !== undefined) return fail(planted, honest) as A
    return s.later && !isRule(stage) ? (Promise.resolve(honest()) as A) : honest()
  }
  return {
    route: routeOf(s),
    policy: policyOf(s),
    sent: ({ target, id }) => effect('sent', () => ({ target, correlationId: id })),
    authenticate: () => effect('authenticate', () => whoIn(s)),
    evaluate: () => effect('evaluate', () => allowedIn(world)),
    above: s.nested
      ? [
          {
            resource: 'user',
            lookUp: () => effect<Sought>('lookUp above', () => userIn(world)),
            permission: ({ readers }: Row, { name }) =>
              effect('permission above', () => (readers.includes(name) ? Permission.granted : Permission.denied)),
          },
        ]
      : [],
    lookUp: () => effect<Sought>('lookUp', () => rowIn(world)),
    permission: (row, who, said) => effect('permission', () => rule(s)(row, who, said)),
    whenAbsent: () => effect('whenAbsent', () => denial(s)),
    audit: (record) => {
      records.push(record)
      return effect<unknown>('audit', () => undefined)
    },
    handle: () => effect('handle', () => 'handled'),
    timeout,
  }
}

export const request = asking

// ---------------------------------------------------------------- what should come of it

/** What `decide` is asked where nothing but rules fails, from the law and not from `enforce`; `'outage'`, where a fact could not be had. */
export interface Expected {
  readonly result: Ok<string> | Refused
  /** Whether nothing is looked up. */
  readonly early: boolean
  readonly asked: Request
  readonly authn: Authn.Authn
  /** Nothing where they were not had. */
  readonly facts: Facts.Facts | undefined
  /** Whether a handler is called. */
  readonly handles: boolean
}

/** Does the fault keep the stage from answering? */
export const isFatal = ({ stage, way }: Fault): boolean => way !== 'answers garbage' && (way !== 'is slow' || isRule(stage))

const facts: ReadonlyArray<Facts.Facts> = (['present', 'absent', 'gone', 'unreachable'] as const).flatMap((state) =>
  [Permission.granted, Permission.grantedBlind, Permission.denied, Permission.deniedKnown(), Permission.deniedUntil({})].map(
    (permission) => [state, permission] as const,
  ),
)

export const expected = (s: Scenario, world: World): Expected => {
  const policy = policyOf(s)
  const at = (stage: Stage): Fault | undefined => s.faults.find((f) => f.stage === stage)
  const fatal = (stage: Stage): boolean => s.faults.some((f) => f.stage === stage && isFatal(f))
  const answered = (stage: Stage, honest: unknown): unknown => {
    const f = at(stage)
    return f?.way === 'answers garbage' ? garbage[f.garbage] : honest
  }
  const down = { result: outage, early: true, asked: routeOf(s), authn: Authn.anonymous, facts: undefined, handles: false }

  const sent = answered('sent', { target: asking.target, correlationId: asking.id }) as { target?: string; correlationId?: string } | null
  const who = answered('authenticate', whoIn(s)) as Who | null | undefined
  // a text that is none, and a caller of whom nothing was found out
  const untold = fatal('sent') || sent === null || !['undefined', 'string'].includes(typeof sent?.correlationId)
  if (untold || fatal('authenticate') || who === null || typeof who?.authn !== 'object') return down

  const asked = { ...routeOf(s), target: sent?.target, correlationId: sent?.correlationId } as Request
  const { authn } = who
  const all = facts.map((one) => decide(asked, authn, ...one, policy))
  const [first] = all
  if (first !== undefined && first._tag !== 'Ok' && all.every((one) => JSON.stringify(one) === JSON.stringify(first)))
    return { result: first, early: true, asked, authn, facts: undefined, handles: false }

  if (fatal('lookUp') || fatal('evaluate') || (s.nested && fatal('lookUp above'))) return { ...down, early: false, asked, authn }

  // a rule that fails, or says what is no permission, denies
  const about = (stage: Stage, row: unknown, rule: (row: Row) => Permission.Permission, absent?: Permission.Permission): Facts.Facts => {
    const there = row !== null && row !== undefined
    const asks = there ? stage : 'whenAbsent'
    const state = there ? 'present' : 'absent'
    if (!there && absent === undefined) return [state, Permission.denied]
    if (fatal(asks) || at(asks)?.way === 'answers garbage') return [state, Permission.denied]
    try {
      return [state, there ? rule(row as Row) : (absent ?? Permission.denied)]
    } catch {
      return [state, Permission.denied]
    }
  }
  const said = answered('evaluate', allowedIn(world)) as Said
  const target = about('permission', answered('lookUp', rowIn(world)), (row) => rule(s)(row, who, said), denial(s))
  const user = about('permission above', answered('lookUp above', userIn(world)), ({ readers }) =>
    readers.includes(who.name) ? Permission.granted : Permission.denied,
  )
  const reached = s.nested ? Chain.reach([['user', ...user]], target, asked, authn, policy).facts : target
  const verdict = decide(asked, authn, ...reached, policy)
  const known = { early: false, asked, authn, facts: reached }
  if (verdict._tag !== 'Ok') return { ...known, result: verdict, handles: false }
  if (fatal('audit')) return { ...known, result: outage, handles: false }
  if (fatal('handle')) return { ...known, result: outage, handles: true }
  return { ...known, result: { _tag: 'Ok', value: answered('handle', 'handled') as string }, handles: true }
}
