/**
 * The guarantees as predicates: what they find is a counterexample in words, or nothing.
 */
import { isDeepStrictEqual } from 'node:util'
import { Disclosure, outage, Permission, Policy, type Verdict } from 'glomar'
import { keyOf } from '../../src/proof/Observation.js'
import * as caller from '../../src/proof/caller.js'
import { twin } from './twin.js'
import {
  describe,
  evaluate,
  isEntitled,
  isGranted,
  isRejected,
  isStoppedEarly,
  isStranger,
  isUnderscoped,
  isWeak,
  library,
  permissions,
  policies,
  requests,
  service,
  situations,
  states,
  type Cell,
  type Situation,
  type Subject,
} from './world.js'

export type Counterexample = string | undefined

/** A guarantee that can be checked one situation at a time. */
type Local = (s: Situation) => Counterexample

const allEqual = (s: Situation, cells: ReadonlyArray<Cell>): Counterexample => {
  const [first] = cells
  const other = cells.find(({ bytes }) => bytes !== first?.bytes)
  return first === undefined || other === undefined ? undefined : `${describe(s, first)}\n but ${describe(s, other)}`
}

const every = (s: Situation, cells: ReadonlyArray<Cell>, holds: (cell: Cell) => boolean): Counterexample => {
  const offender = cells.find((cell) => !holds(cell))
  return offender && describe(s, offender)
}

const firstOf = (...checks: ReadonlyArray<() => Counterexample>): Counterexample => {
  for (const check of checks) {
    const found = check()
    if (found !== undefined) return found
  }
  return undefined
}

export const strangers = (s: Situation): ReadonlyArray<Cell> => s.cells.filter((cell) => isStranger(s, cell))

/** G1: to a stranger, all states and permissions look alike. */
const absenceEquivalence: Local = (s) => allEqual(s, strangers(s))

/** G2: to rejected credentials, everything looks alike. */
const rejectedAlike: Local = (s) => (isRejected(s) ? allEqual(s, s.cells) : undefined)

/** G3: to a caller who lacks what the route requires, everything looks alike. */
const requirementsAlike: Local = (s) => (isWeak(s) || isUnderscoped(s) ? allEqual(s, s.cells) : undefined)

const status = ({ verdict }: Cell): number | undefined => ('status' in verdict ? verdict.status : undefined)

const strongerWouldDo = ({ permission }: Cell): boolean => permission._tag === 'Denied' && permission.remedy?._tag === 'StepUp'

/** G4: a 401 is about credentials and about nothing else; and it always brings a challenge. */
const credentialsOnly: Local = (s) =>
  firstOf(
    () =>
      every(
        s,
        s.cells,
        (cell) =>
          status(cell) !== 401 ||
          isRejected(s) ||
          s.approach.authn._tag === 'Anonymous' ||
          isWeak(s) ||
          (strongerWouldDo(cell) && isEntitled(s, cell)),
      ),
    () => (isRejected(s) || isWeak(s) ? every(s, s.cells, (cell) => status(cell) === 401) : undefined),
    () => every(s, s.cells, ({ verdict }) => verdict._tag !== 'Unauthenticated' || typeof verdict.headers['www-authenticate'] === 'string'),
  )

const isExpected = (s: Situation, { state }: Cell): boolean =>
  state === 'present' ? s.request.expects !== 'absent' : state !== 'unreachable' && s.request.expects !== 'present'

/** G5: leave to act by row 4 alone; ok and conflict to the granted alone; an empty list to a GET of a collection alone. */
const leaveToAct: Local = (s) =>
  firstOf(
    () => every(s, s.cells, (cell) => (cell.verdict._tag === 'Ok') === (!isStoppedEarly(s) && isGranted(s, cell) && isExpected(s, cell))),
    () => every(s, s.cells, (cell) => cell.verdict._tag !== 'Conflict' || isGranted(s, cell)),
    () =>
      every(
        s,
        s.cells,
        (cell) => cell.verdict._tag !== 'Empty' || (['GET', 'HEAD'].includes(s.request.method) && s.request.shape === 'collection'),
      ),
  )

const ofTheRemedy = ['things.secretly', '/ask/owner', 'retina', '"max_age":5', 'max_age=\\"5\\"']

/** G6: what a remedy takes from the permission reaches the entitled alone. */
const remedyToTheEntitled: Local = (s) =>
  every(s, s.cells, (cell) => isEntitled(s, cell) || !ofTheRemedy.some((text) => cell.bytes.includes(text)))

/** G8, conservativity: where the policy releases nothing, those who are denied learn nothing. */
const conservative: Local = (s) =>
  Disclosure.Eq.equals(s.disclosure, Disclosure.strictest)
    ? allEqual(
        s,
        s.cells.filter((cell) => !isGranted(s, cell)),
      )
    : undefined

/** G8, non-occlusion: what is released hides no further leak. Gone is absent; `mayKnow` shows in nothing but entitlement; a remedy goes as far as `tell`. */
const nonOccluding: Local = (s) =>
  firstOf(
    () =>
      every(
        s,
        s.cells,
        (cell) =>
          cell.state !== 'gone' || s.cells.some((c) => c.state === 'absent' && c.permission === cell.permission && c.bytes === cell.bytes),
      ),
    () =>
      every(s, s.cells, (cell) =>
        s.cells.every((c) => !sameButMayKnow(c, cell) || !isEntitled(s, c) || !isEntitled(s, cell) || c.bytes === cell.bytes),
      ),
    () => (s.disclosure.tell === 'remedy' ? undefined : every(s, s.cells, ({ bytes }) => !bytes.includes('/ask/owner'))),
    () =>
      s.disclosure.tell === 'nothing' ? every(s, s.cells, ({ bytes }) => !ofTheRemedy.some((text) => bytes.includes(text))) : undefined,
  )

const sameButMayKnow = (x: Cell, y: Cell): boolean =>
  x.state === y.state &&
  x.permission._tag === 'Denied' &&
  y.permission._tag === 'Denied' &&
  x.permission.remedy?._tag === y.permission.remedy?._tag

/** G11: the twin agrees, byte for byte. */
const twinAgrees: Local = (s) =>
  every(
    s,
    s.cells,
    ({ state, permission, bytes }) => bytes === JSON.stringify(twin(s.request, s.approach.authn, state, permission, s.disclosure)),
  )

export const local: Readonly<Record<string, Local>> = {
  'G1 absence equivalence': absenceEquivalence,
  'G2 rejected credentials': rejectedAlike,
  'G3 route requirements': requirementsAlike,
  'G4 401 means credentials': credentialsOnly,
  'G5 ok by row 4 alone': leaveToAct,
  'G6 remedies reach the entitled alone': remedyToTheEntitled,
  'G8 conservativity': conservative,
  'G8 non-occlusion': nonOccluding,
  'G11 the twin agrees': twinAgrees,
}

// ---------------------------------------------------------------- G7, across policies

const statePairs = states.flatMap((x, i) => states.slice(i + 1).map((y) => [x, y] as const))

/** For each permission, which pairs of states the caller cannot tell apart, as bits. */
const blindness = (s: Situation): ReadonlyArray<number> => {
  return permissions.map((permission) => {
    const seen = new Map(
      s.cells.filter((cell) => cell.permission === permission).map((cell) => [cell.state, keyOf(cell.verdict, cell.state)]),
    )
    return statePairs.reduce((bits, [x, y], i) => (seen.get(x) === seen.get(y) ? bits | (1 << i) : bits), 0)
  })
}

/** Every pair of policies of which the first is the stricter. */
export const ordered = (): ReadonlyArray<readonly [number, number]> =>
  (pairs ??= policies.flatMap((p, i) => policies.flatMap((q, j) => (i !== j && Policy.leq(p, q) ? [[i, j] as const] : []))))

let pairs: ReturnType<typeof ordered> | undefined

/** What one request looks like under all policies: a stricter one must blind wherever a looser one does. */
export const monotoneAt = (all: ReadonlyArray<Situation>): Counterexample => {
  const blind = all.map(blindness)
  for (const [strict, loose] of ordered()) {
    const offender = blind[loose]?.findIndex((bits, permission) => (bits & ~(blind[strict]?.[permission] ?? 0)) !== 0) ?? -1
    if (offender >= 0)
      return `${JSON.stringify(all[strict]?.disclosure)} tells states apart that ${JSON.stringify(all[loose]?.disclosure)} does not: ${String(all[strict]?.approach.name)} ${JSON.stringify(all[strict]?.request)}`
  }
  return undefined
}

// ---------------------------------------------------------------- whole-subject checks, for planted faults

const scan =
  (check: Local) =>
  (subject: Pick<Subject, 'decide'>): Counterexample => {
    for (const s of situations(subject)) {
      const found = check(s)
      if (found !== undefined) return found
    }
    return undefined
  }

const monotone = (subject: Subject): Counterexample => {
  for (const at of requests) {
    const found = monotoneAt(policies.map((policy) => evaluate(subject, at, policy)))
    if (found !== undefined) return found
  }
  return undefined
}

const reversed = <A>(record: Readonly<Record<string, A>>): Record<string, A> => Object.fromEntries(Object.entries(record).reverse())

/** The same policy, written otherwise. */
export const rewrites: ReadonlyArray<readonly [how: string, rewrite: (policy: Policy.Policy) => Policy.Policy]> = [
  ['through JSON', (p) => JSON.parse(JSON.stringify(p)) as Policy.Policy],
  ['combined with itself', (p) => Policy.combine(p, p)],
  ['joined with the least', (p) => Policy.Lattice.join(p, Policy.Lattice.zero)],
  [
    'knobs the other way round',
    (p) => ({ ...p, types: Object.fromEntries(Object.entries(p.types).map(([type, d]) => [type, reversed(d as never) as never])) }),
  ],
  [
    'without the knobs at their strictest',
    (p) =>
      Policy.of(
        {
          thing: Object.fromEntries(
            Object.entries(Policy.disclosureOf(p, 'thing')).filter(
              ([knob, value]) => Disclosure.strictest[knob as Disclosure.Knob] !== value,
            ),
          ),
        },
        service,
      ),
  ],
  ['with another type beside it', (p) => Policy.of({ other: Disclosure.loosest, ...p.types }, service)],
]

/** G8, semantic consistency: equivalent policies, equal answers. */
const consistent = (subject: Subject): Counterexample => {
  for (const policy of policies) {
    const rewritten = rewrites.map(([how, rewrite]) => [how, rewrite(policy)] as const)
    for (const at of requests.filter(({ request }) => request.expects === 'present' && request.method === 'GET')) {
      const { cells } = evaluate(subject, at, policy)
      for (const [how, other] of rewritten) {
        const s = evaluate(subject, at, other)
        const differs = s.cells.findIndex(({ bytes }, i) => bytes !== cells[i]?.bytes)
        if (differs >= 0) return `${how}: ${describe(s, s.cells[differs] as Cell)}`
      }
    }
  }
  return undefined
}

// ---------------------------------------------------------------- G9 and G10, on what the types forbid

const throwing = new Proxy(
  {},
  {
    get: () => {
      throw new Error('read')
    },
    getOwnPropertyDescriptor: () => {
      throw new Error('read')
    },
    ownKeys: () => {
      throw new Error('read')
    },
    has: () => {
      throw new Error('read')
    },
  },
)
const cyclic: Record<string, unknown> = { _tag: 'Granted', mayKnow: true }
cyclic['self'] = cyclic
/** A list whose iterator never ends, and whose items are none. */
const endless: ReadonlyArray<unknown> = Object.assign([1], {
  *[Symbol.iterator]() {
    for (;;) yield 'things:read'
  },
})
const deep: unknown = Array.from({ length: 50_000 }).reduce<unknown>((inner) => ({ inner }), {})

/** Nothing of this is of the type of any argument. */
export const garbage: ReadonlyArray<unknown> = [
  undefined,
  null,
  0,
  NaN,
  true,
  '',
  'granted',
  '__proto__',
  'constructor',
  Symbol('granted'),
  10n,
  () => ({ _tag: 'Granted', mayKnow: true }),
  [],
  {},
  { _tag: 'Unheard of' },
  { _tag: 'Granted' },
  { _tag: 'Granted', mayKnow: 'yes' },
  { _tag: ['Granted'], mayKnow: true },
  { _tag: 'Denied', mayKnow: true, remedy: 'ask' },
  { _tag: 'Denied', mayKnow: true, remedy: { _tag: 'Ask', missing: 'everything' } },
  { _tag: 'Authenticated' },
  { _tag: 'Authenticated', scopes: 'things:read' },
  { _tag: 'Authenticated', scopes: [1] },

  { _tag: 'Authenticated', scopes: ['things:read', , 'things:write'] },
  { _tag: 'Authenticated', scopes: [], age: '5' },
  { _tag: 'Policy', types: { thing: { existence: 'public' } }, service: {} },
  { ...Policy.of({}), types: { thing: { existence: 'public' } } },
  { ...Policy.of({}), types: { thing: { ...Disclosure.loosest, tell: 'all' } } },
  { ...Policy.of({}), service: { vary: ['a\r\nb: c'] } },
  { _tag: 'Policy', types: null, service: null },
  { method: 'GET', resource: 'thing', requires: { scope: ['things:read'] } },
  { method: 'GET', resource: 'thing', requires: { scopes: 'things:read' } },
  { method: 'GET', resource: 'thing', requires: null },
  { method: 'GET', resource: 'thing', requires: [] },
  { method: 'GET', resource: 'thing', requires: new Map([['scopes', ['things:read']]]) },
  { method: 'GET', resource: 'thing', requires: { scopes: undefined } },
  { method: 'GET', resource: 'thing', requires: Object.create({ permission: Symbol('p') }) as object },
  { method: 'GET', resource: 'thing', require: { scopes: ['things:read'] } },
  { _tag: 'Authenticated', scopes: endless },
  { method: 'GET', resource: 'thing', expects: 'anything' },
  { method: 'GET', resource: 'thing', shape: 'tree' },
  { method: 'GET', resource: 'thing', target: 7 },
  { method: ['GET'], resource: 'thing' },
  throwing,
  new Proxy([], {
    get: () => {
      throw new Error('read')
    },
  }),
  {
    get _tag(): string {
      throw new Error('read')
    },
  },
  Object.create({ _tag: 'Unheard of', mayKnow: true }),
  deep,
  { _tag: 'Authenticated', scopes: new Array(2 ** 32 - 1) },
  'x'.repeat(1_000_000),
]

const best = {
  request: { method: 'GET', target: '/things/7', resource: 'thing' },
  authn: { _tag: 'Authenticated', scopes: [] },
  state: 'present',
  permission: Permission.granted,
  policy: Policy.of({ thing: Disclosure.loosest }, service),
}

/** Arguments that a careless decision could change. */
const unfrozen = (): Readonly<Record<string, ReadonlyArray<unknown>>> => {
  const policy: unknown = JSON.parse(JSON.stringify(Policy.of({ thing: Disclosure.loosest }, service)))
  const request = { method: 'GET', resource: 'thing', requires: { scopes: ['a'] } }
  const authn = { _tag: 'Authenticated', scopes: ['a'] }
  return {
    'a remedy': [request, authn, 'present', { _tag: 'Denied', mayKnow: true, remedy: { _tag: 'Ask', missing: ['x'], ask: '/y' } }, policy],
    'a step-up': [request, authn, 'present', { _tag: 'Denied', mayKnow: true, remedy: { _tag: 'StepUp', acrValues: ['x'] } }, policy],
    'a rejection': [
      request,
      { _tag: 'Rejected', reason: 'expired', scheme: 'DPoP' },
      'present',
      { _tag: 'Granted', mayKnow: true },
      policy,
    ],
  }
}

type Any = (...facts: ReadonlyArray<unknown>) => { readonly _tag: string }

const isDeeplyFrozen = (u: unknown): boolean =>
  typeof u !== 'object' || u === null || (Object.isFrozen(u) && Object.values(u).every(isDeeplyFrozen))

/** What garbage is read as, argument by argument: the law's fallbacks. */
const readAs: Readonly<Record<string, (decide: Any) => unknown>> = {
  authn: (decide) => decide(best.request, { _tag: 'Rejected', reason: 'invalid' }, best.state, best.permission, best.policy),
  state: (decide) => decide(best.request, best.authn, 'absent', { _tag: 'Denied', mayKnow: true }, best.policy),
  permission: (decide) => decide(best.request, best.authn, best.state, Permission.denied, best.policy),
  policy: (decide) => decide(best.request, best.authn, best.state, Permission.denied, Policy.of({})),
}

/** G9: on garbage in any place, or in all, it returns the law's fallback, and never `Ok`; twice the same; frozen through and through. */
const totalAndPure = (subject: Subject): Counterexample => {
  const decide = subject.decide as Any
  for (const [i, thing] of garbage.entries()) {
    for (const name of [...Object.keys(best), 'all']) {
      const facts = Object.entries(best).map(([key, value]) => (name === key || name === 'all' ? thing : value))
      const where = `garbage ${String(i)} as ${name}`
      try {
        const verdict = decide(...facts)
        if (verdict._tag === 'Ok') return `${where} is Ok`
        if (!isDeeplyFrozen(verdict)) return `${where}: can be changed`
        if (JSON.stringify(decide(...facts)) !== JSON.stringify(verdict)) return `${where}: another answer the second time`
        const fallback = readAs[name]?.(library.decide as Any)
        if (fallback !== undefined && JSON.stringify(fallback) !== JSON.stringify(verdict))
          return `${where} is ${JSON.stringify(verdict)}, not ${JSON.stringify(fallback)}`
      } catch (error) {
        return `${where} throws ${String(error)}`
      }
    }
  }
  for (const [name, facts] of Object.entries(unfrozen())) {
    const before = structuredClone(facts)
    decide(...facts)
    if (!isDeepStrictEqual(facts, before)) return `${name} is changed`
    if (facts.some((fact) => typeof fact === 'object' && Object.isFrozen(fact))) return `${name} is frozen`
    if (
      JSON.stringify(facts).includes('missing') &&
      Object.isFrozen((facts[3] as { readonly remedy: { readonly missing: object } }).remedy.missing)
    )
      return `${name}: the remedy is frozen`
  }
  for (const at of requests.filter((_, i) => i % 7 === 0)) {
    for (const policy of policies) {
      const first = evaluate(subject, at, policy)
      const offender = first.cells.find(({ verdict }) => !isDeeplyFrozen(verdict))
      if (offender) return `can be changed: ${describe(first, offender)}`
      const second = evaluate(subject, at, policy)
      const differs = first.cells.find(({ bytes }, k) => bytes !== second.cells[k]?.bytes)
      if (differs) return `another answer the second time: ${describe(first, differs)}`
    }
  }
  return undefined
}

const strange = ['never named', '', '__proto__', 'constructor', 'toString', 'hasOwnProperty']

/** G10: a type that the policy does not name gets the strictest, and nothing is granted that the permission does not grant. */
const failClosed = (subject: Subject): Counterexample => {
  const loose = Policy.of({ thing: Disclosure.loosest }, service)
  const strict = Policy.of(Object.fromEntries(strange.map((type) => [type, Disclosure.strictest])), service)
  for (const at of requests) {
    for (const resource of strange) {
      const renamed = { ...at, request: { ...at.request, resource } }
      const unnamed = evaluate(subject, renamed, loose)
      const named = evaluate(subject, renamed, strict)
      const differs = unnamed.cells.findIndex(({ bytes }, i) => bytes !== named.cells[i]?.bytes)
      if (differs >= 0) return `${resource}: ${describe(unnamed, unnamed.cells[differs] as Cell)}`
      const ok = unnamed.cells.find((cell) => cell.verdict._tag === 'Ok' && cell.permission._tag !== 'Granted')
      if (ok) return describe(unnamed, ok)
    }
  }
  return undefined
}

// ---------------------------------------------------------------- G1 beyond a single decision

/** Reading one item or a list, or changing one item: by callers whom the route lets through. */
const plain = requests.filter(
  ({ request: { method, shape, expects, requires }, approach: { authn } }) =>
    expects === 'present' &&
    (method === 'GET' || (method === 'DELETE' && shape === 'item')) &&
    authn._tag !== 'Rejected' &&
    !caller.fallsShort({ authn, requires }),
)

/** Of a parent, nothing but who may know of it counts. */
const parents = Disclosure.knobs.existence.map((existence) => Disclosure.of({ existence, concealAs: 'forbidden', list: 'empty' }))
const leaves = Disclosure.values().filter((d) => d.tell === 'remedy' && d.blindAsk === 'on')

const strictUnder = Policy.of({ thing: Disclosure.strictest })

/** What stands there matters, and not what would be decided. */
const undecided = { decide: (): Verdict => ({ _tag: 'Ok' }) }

/** G1 for chains: whichever link hides or is missing, a stranger sees what they would see of a target that is hidden itself. */
const nestedAlike = ({ nested, decide }: Subject): Counterexample => {
  for (const at of plain) {
    const { approach, request } = at
    for (const parent of parents) {
      const above = evaluate(undecided, at, Policy.of({ thing: parent }, service))
      for (const leaf of leaves) {
        const policy = Policy.of({ thing: leaf, owner: parent }, service)
        const hidden = JSON.stringify(decide(request, approach.authn, 'unreachable', Permission.denied, policy))
        const last = evaluate(undecided, at, policy)
        for (const link of above.cells) {
          const stopped = link.state !== 'present' || isStranger(above, link)
          for (const cell of last.cells) {
            if (!stopped && !isStranger(last, cell)) continue
            const verdict = nested(request, approach.authn, [['owner', link.state, link.permission]], [cell.state, cell.permission], policy)
            const bytes = JSON.stringify(verdict)
            if (bytes !== hidden)
              return `under ${link.state} ${JSON.stringify(link.permission)} ${JSON.stringify(parent)}: ${describe(last, { ...cell, bytes })}\n but ${hidden}`
          }
        }
      }
    }
  }
  return undefined
}

/** A rule that, asked about nothing in particular, says yes: as CASL answers `can('read', 'Call')`. */
const obliging = (row: { readonly mine: boolean } | null | undefined): Permission.Permission =>
  row?.mine === false ? Permission.denied : Permission.granted

/** G1 for facts: a hidden row and a missing one give the same answer, whatever the rule would say of nothing. */
const factsAlike = ({ decide, factsOf }: Subject): Counterexample => {
  for (const { approach, request } of plain) {
    for (const policy of policies.filter((p) => ['secret', 'known'].includes(Policy.disclosureOf(p, 'thing').existence))) {
      const [hidden, missing] = [{ mine: false }, null].map((row) =>
        JSON.stringify(decide(request, approach.authn, ...factsOf(row, obliging), policy)),
      )
      if (hidden !== missing) return `hidden: ${String(hidden)}\n but missing: ${String(missing)}`
    }
  }
  return undefined
}

/** G7 for `combine`: what it makes of two policies is at least as strict as either. */
const combineTightens = ({ combine }: Subject): Counterexample => {
  for (const p of policies) {
    for (const q of policies) {
      const both = combine(p, q)
      if (!Policy.leq(both, p) || !Policy.leq(both, q))
        return `${JSON.stringify(p.types)} with ${JSON.stringify(q.types)} is ${JSON.stringify(both.types)}`
    }
  }
  return Policy.leq(combine(strictUnder, policies[0] as Policy.Policy), strictUnder) ? undefined : 'a policy is not tightened by another'
}

const down = (): never => {
  throw new Error('down')
}

/** G10, outages: with either service down, what exists and what does not are answered alike, and nothing is granted; the route's own refusals stand. */
const outagesAlike = ({ handle }: Subject): Counterexample => {
  for (const { approach, request } of requests) {
    for (const policy of policies.filter((_, i) => i % 5 === 0)) {
      for (const permission of permissions) {
        const answers = [
          handle(request, approach.authn, { row: () => ({}), permission: down }, policy),
          handle(request, approach.authn, { row: () => null, permission: down }, policy),
          handle(request, approach.authn, { row: down, permission: () => permission }, policy),
        ].map((answer) => JSON.stringify(answer))
        const early = approach.authn._tag === 'Rejected' || caller.fallsShort({ authn: approach.authn, requires: request.requires })
        const right = JSON.stringify(early ? library.decide(request, approach.authn, 'present', permission, policy) : outage)
        if (answers.some((answer) => answer !== right))
          return `${approach.name} ${JSON.stringify(request)}: ${answers.join(' and ')}, not ${right}`
      }
    }
  }
  return undefined
}

export const guarantees: Readonly<Record<string, (subject: Subject) => Counterexample>> = {
  ...Object.fromEntries(Object.entries(local).map(([name, check]) => [name, scan(check)])),
  'G1 for chains': nestedAlike,
  'G1 for facts': factsAlike,
  'G7 monotone': monotone,
  'G7 combine is the meet': combineTightens,
  'G8 semantic consistency': consistent,
  'G9 total, deterministic, pure': totalAndPure,
  'G10 fail closed': failClosed,
  'G10 outages': outagesAlike,
}
