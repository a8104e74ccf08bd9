/**
 * The finite domain: every class of the five arguments that the law distinguishes, with a specimen of each.
 */
import {
  Authn,
  Chain,
  decide,
  Disclosure,
  Facts,
  outage,
  Permission,
  Policy,
  screen,
  type Outage,
  type Request,
  type ResourceState,
  type Verdict,
} from 'glomar'
import * as caller from '../../src/proof/caller.js'

/** What a guarantee is checked on: the library, or one with a planted fault. */
export interface Subject {
  readonly decide: (
    request: Request,
    authn: Authn.Authn,
    state: ResourceState,
    permission: Permission.Permission,
    policy: Policy.Policy,
  ) => Verdict
  /** A target under other links. */
  readonly nested: (
    request: Request,
    authn: Authn.Authn,
    links: ReadonlyArray<Chain.Link>,
    last: Facts.Facts,
    policy: Policy.Policy,
  ) => Verdict
  readonly factsOf: <A>(row: A | null, rule: (row: A) => Permission.Permission) => Facts.Facts
  readonly combine: (x: Policy.Policy, y: Policy.Policy) => Policy.Policy
  /** A request from the look-ups to the answer. A look-up that throws is a service that is down. */
  readonly handle: (request: Request, authn: Authn.Authn, lookUp: LookUp, policy: Policy.Policy) => Verdict | Outage
}

export interface LookUp {
  readonly row: () => object | null
  readonly permission: () => Permission.Permission
}

export const library: Subject = {
  decide,
  nested: (request, authn, links, last, policy) =>
    decide(request, authn, ...Chain.reach(links, last, request, authn, policy).facts, policy),
  factsOf: (row, rule) => Facts.of<unknown>(row, rule as (row: unknown) => Permission.Permission),
  combine: Policy.combine,
  handle: (request, authn, { row, permission }, policy) => {
    const refusal = screen(request, authn, policy)
    if (refusal !== undefined) return refusal
    try {
      // both are asked for, whatever the other says
      const [found, may] = [row(), permission()]
      return decide(request, authn, ...Facts.of(found, () => may), policy)
    } catch {
      return outage
    }
  },
}

export const service = { realm: 'recorder', schemes: ['Bearer', 'DPoP'], algs: ['ES256'], vary: ['Cookie'], ask: '/ask?for={target}' }

/** A policy for each of the 192 disclosures. */
export const policies: ReadonlyArray<Policy.Policy> = Disclosure.values().map((disclosure) => Policy.of({ thing: disclosure }, service))

export const requires = { scopes: ['things:read', 'things:write'], acrValues: ['mfa', 'hwk'], maxAge: 60, permission: 'things.use' }

interface Approach {
  readonly name: string
  readonly authn: Authn.Authn
  readonly requires?: typeof requires
}

const strong = { scopes: requires.scopes, acr: 'hwk', age: 60, scheme: 'DPoP' }

/** Every class of caller, against a route that requires nothing and one that requires everything. */
export const approaches: ReadonlyArray<Approach> = [
  { name: 'anonymous', authn: Authn.anonymous },
  { name: 'rejected', authn: Authn.rejected('expired', 'Bearer') },
  { name: 'authenticated', authn: Authn.authenticated() },
  { name: 'anonymous, guarded', authn: Authn.anonymous, requires },
  { name: 'rejected, guarded', authn: Authn.rejected('invalid-dpop-proof', 'DPoP'), requires },
  { name: 'acr not listed', authn: Authn.authenticated({ ...strong, acr: 'pwd' }), requires },
  { name: 'age unknown', authn: Authn.authenticated({ ...strong, age: undefined }), requires },
  { name: 'too old and underscoped', authn: Authn.authenticated({ acr: 'mfa', age: 61 }), requires },
  { name: 'underscoped', authn: Authn.authenticated({ ...strong, scopes: ['things:read'] }), requires },
  { name: 'authenticated, guarded', authn: Authn.authenticated(strong), requires },
]

export const methods = ['GET', 'HEAD', 'DELETE'] as const
export const shapes = ['item', 'collection'] as const
export const expectations = ['present', 'absent', 'either'] as const
export const states = ['present', 'absent', 'gone', 'unreachable'] as const

const withMayKnow = (permission: Permission.Permission, mayKnow: boolean): Permission.Permission => ({ ...permission, mayKnow })

export const permissions: ReadonlyArray<Permission.Permission> = [
  Permission.granted,
  Permission.denied,
  Permission.deniedKnown({ missing: ['things.secretly'], ask: '/ask/owner' }),
  Permission.deniedUntil({ acrValues: ['retina'], maxAge: 5 }),
].flatMap((permission) => [withMayKnow(permission, false), withMayKnow(permission, true)])

/** One answer, in a world of one state and one permission. */
export interface Cell {
  readonly state: ResourceState
  readonly permission: Permission.Permission
  readonly verdict: Verdict
  /** As it would be serialised whole: key order counts. */
  readonly bytes: string
}

/** All that may happen to one request by one caller under one policy: a cell for every state and permission. */
export interface Situation {
  readonly approach: Approach
  readonly request: Request
  readonly policy: Policy.Policy
  readonly disclosure: Disclosure.Disclosure
  readonly cells: ReadonlyArray<Cell>
}

export const requests: ReadonlyArray<{ readonly approach: Approach; readonly request: Request }> = approaches.flatMap((approach) =>
  methods.flatMap((method) =>
    shapes.flatMap((shape) =>
      expectations.map((expects) => ({
        approach,
        request: {
          method,
          target: '/things/7',
          resource: 'thing',
          shape,
          expects,
          ...(expects === 'present' && { correlationId: 'c-1' }),
          ...(approach.requires && { requires: approach.requires }),
        },
      })),
    ),
  ),
)

export const evaluate = (
  subject: Pick<Subject, 'decide'>,
  { approach, request }: (typeof requests)[number],
  policy: Policy.Policy,
): Situation => ({
  approach,
  request,
  policy,
  disclosure: Policy.disclosureOf(policy, 'thing'),
  cells: permissions.flatMap((permission) =>
    states.map((state) => {
      const verdict = subject.decide(request, approach.authn, state, permission, policy)
      return { state, permission, verdict, bytes: JSON.stringify(verdict) }
    }),
  ),
})

/** Every situation there is, one at a time. */
export function* situations(subject: Pick<Subject, 'decide'>): Generator<Situation> {
  for (const at of requests) for (const policy of policies) yield evaluate(subject, at, policy)
}

// ---------------------------------------------------------------- what the law calls the caller

const inLaw = (s: Situation, { state, permission }: Cell): caller.Case => ({
  authn: s.approach.authn,
  requires: s.request.requires,
  existence: s.disclosure.existence,
  state,
  permission,
})

export const isGranted = (s: Situation, cell: Cell): boolean => caller.isGranted(inLaw(s, cell))
export const isEntitled = (s: Situation, cell: Cell): boolean => caller.isEntitled(inLaw(s, cell))
export const isStranger = (s: Situation, cell: Cell): boolean => caller.isStranger(inLaw(s, cell))
export const isRejected = (s: Situation): boolean => s.approach.authn._tag === 'Rejected'
export const isWeak = (s: Situation): boolean => ['acr not listed', 'age unknown', 'too old and underscoped'].includes(s.approach.name)
export const isUnderscoped = (s: Situation): boolean => s.approach.name === 'underscoped'
/** Stopped by rows 1 to 3, before the resource counts. */
export const isStoppedEarly = (s: Situation): boolean => isRejected(s) || isWeak(s) || isUnderscoped(s)

export const describe = (s: Situation, cell: Cell): string =>
  `${s.approach.name}: ${s.request.method} of a ${String(s.request.shape)}, expects ${String(s.request.expects)}; ${cell.state}; ${JSON.stringify(cell.permission)}; ${JSON.stringify(s.disclosure)} → ${cell.bytes}`
