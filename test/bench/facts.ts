/**
 * The facts that decisions are made of, created before anything is measured: every class of them, in several shapes, in disorder.
 */
import { Authn, Permission, Policy, type Request, type ResourceState } from 'glomar'
import { randomly, shuffled } from './random.js'

export interface Fact {
  readonly authn: Authn.Authn
  readonly state: ResourceState
  readonly permission: Permission.Permission
}

/** A fact, and a request of its own that it is about. */
export interface Asked extends Fact {
  readonly request: Request<'call', 'GET', 'item', 'present'>
}

export const policy = Policy.of({ call: { existence: 'known', tell: 'remedy' } })

export const requires = { scopes: ['calls:read'], acrValues: ['mfa'] } as const
export const guardedRoute = { method: 'GET', resource: 'call', requires } as const
export const openRoute = { method: 'GET', resource: 'call' } as const

/** A power of two, and too many for a branch predictor to learn by heart. */
const usual = 4_096

const scopes = ['calls:read'] as const

/** Every caller in the shapes in which an application makes them. */
export const callers = {
  anonymous: [() => Authn.anonymous],
  rejected: [() => Authn.rejected('expired', 'Bearer'), () => Authn.rejected('malformed'), () => Authn.rejected('revoked', 'Bearer')],
  weak: [() => Authn.authenticated({ scopes: [...scopes] }), () => Authn.authenticated({ scopes: [...scopes], acr: 'pwd', age: 30 })],
  underscoped: [() => Authn.authenticated({ acr: 'mfa' }), () => Authn.authenticated({ scopes: ['calls:list'], acr: 'mfa', age: 30 })],
  authenticated: [
    () => Authn.authenticated({ scopes: [...scopes], acr: 'mfa' }),
    () => Authn.authenticated({ scopes: ['calls:list', ...scopes], acr: 'mfa', age: 30 }),
    () => Authn.authenticated({ scopes: [...scopes], acr: 'mfa', age: 30, scheme: 'Bearer' }),
  ],
} as const

const remedied = (): Permission.Permission => Permission.deniedKnown({ missing: ['calls.listen'], ask: '/requests' })

export const permissions = {
  granted: () => Permission.granted,
  grantedBlind: () => Permission.grantedBlind,
  denied: () => Permission.denied,
  // nothing is missing that could be told: the answer is constant
  deniedKnown: () => Permission.deniedKnown(),
  remedied,
} as const

const states: ReadonlyArray<ResourceState> = ['present', 'absent', 'gone', 'unreachable']

interface Classes {
  readonly callers?: ReadonlyArray<keyof typeof callers>
  readonly states?: ReadonlyArray<ResourceState>
  readonly permissions?: ReadonlyArray<keyof typeof permissions>
}

/** All combinations of these classes, equally often, each time made anew. What is left out is every class that has constant answers. */
export const mix = (of: Classes = {}, length = usual): ReadonlyArray<Fact> => {
  const classes = (of.callers ?? ['anonymous', 'rejected', 'weak', 'underscoped', 'authenticated']).flatMap((caller) =>
    (of.states ?? states).flatMap((state) =>
      (of.permissions ?? ['granted', 'grantedBlind', 'denied', 'deniedKnown']).map((permission) => ({ caller, state, permission })),
    ),
  )
  const facts = Array.from({ length }, (_, i) => {
    const { caller, state, permission } = classes[i % classes.length] as (typeof classes)[number]
    const shapes: ReadonlyArray<() => Authn.Authn> = callers[caller]
    const shape = shapes[Math.floor(i / classes.length) % shapes.length] as () => Authn.Authn
    return { authn: shape(), state, permission: permissions[permission]() }
  })
  return shuffled(facts, randomly(length))
}

// Written out: on this engine, every `{ ...fact, request }` has a hidden class of its own, which would slow all readers of it.
export const asked = (facts: ReadonlyArray<Fact>, { requires }: Asked['request']): ReadonlyArray<Asked> =>
  facts.map(({ authn, state, permission }) => {
    const request: Asked['request'] =
      requires === undefined ? { method: 'GET', resource: 'call' } : { method: 'GET', resource: 'call', requires }
    return { authn, state, permission, request }
  })

/** The same, where the application spreads a route, as many do. */
export const spread = (facts: ReadonlyArray<Fact>, route: Asked['request']): ReadonlyArray<Asked> =>
  facts.map(({ authn, state, permission }, i) => ({ authn, state, permission, request: { ...route, target: `/calls/${String(i)}` } }))
