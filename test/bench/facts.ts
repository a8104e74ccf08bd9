/**
 * The facts that decisions are made of, made before anything is timed: every class of caller, state
 * and permission that has a constant answer, equally often, in several shapes, in disorder. Each is
 * made twice: for `decide`, and as somebody has it who decides by hand.
 */
import { Authn, Permission, Policy, Route, type ResourceState } from 'glomar'
import type * as byHand from './floor.js'
import { randomly, shuffled } from './statistics.js'

export const policy = Policy.of({ document: { existence: 'if-may-know' } })

export const inWords = {
  method: 'GET',
  resource: 'document',
  requires: { scopes: ['documents:read'], acrValues: ['mfa'] },
} as const
export const route = Route.of(inWords)

export interface Fact {
  readonly authn: Authn.Authn
  readonly state: ResourceState
  readonly permission: Permission.Permission
}

/** A power of two, and too many for a branch predictor to learn by heart. */
const usual = 4_096

const user = (scopes: ReadonlyArray<string>, acr?: string, scheme?: string) =>
  [
    () => Authn.authenticated({ scopes: [...scopes], acr, scheme }),
    () => ({ kind: 'user', scopes: [...scopes], ...(acr !== undefined && { acr }) }) as const,
  ] as const

const invalid = (...[why, scheme]: Parameters<typeof Authn.rejected>) =>
  [() => Authn.rejected(why, scheme), () => ({ kind: 'invalid', why }) as const] as const

type Made<A, B> = readonly [ours: () => A, byHand: () => B]

/** Every caller in the shapes in which an application makes them. */
const callers = {
  anonymous: [[() => Authn.anonymous, () => ({ kind: 'anonymous' }) as const]],
  rejected: [invalid('expired', 'Bearer'), invalid('malformed'), invalid('revoked', 'Bearer')],
  weak: [user(['documents:read']), user(['documents:read'], 'pwd')],
  underscoped: [user([], 'mfa'), user(['documents:list'], 'mfa')],
  authenticated: [
    user(['documents:read'], 'mfa'),
    user(['documents:list', 'documents:read'], 'mfa'),
    user(['documents:read'], 'mfa', 'Bearer'),
  ],
} as const satisfies Readonly<
  Record<string, ReadonlyArray<Made<Authn.Authn, byHand.Facts['caller']>>>
>

const permissions = {
  granted: [() => Permission.grant(), () => ({ act: true, know: true })],
  'granted blind': [() => Permission.grant({ mayKnow: false }), () => ({ act: true, know: false })],
  denied: [() => Permission.deny(), () => ({ act: false, know: false })],
  'denied, may know': [
    () => Permission.deny({ mayKnow: true }),
    () => ({ act: false, know: true }),
  ],
} as const satisfies Readonly<Record<string, Made<Permission.Permission, byHand.Facts['may']>>>

const states = ['present', 'absent'] as const

export interface Classes {
  readonly callers?: ReadonlyArray<keyof typeof callers>
  readonly states?: ReadonlyArray<ResourceState>
  readonly permissions?: ReadonlyArray<keyof typeof permissions>
}

export interface Mix {
  readonly ours: ReadonlyArray<Fact>
  readonly byHand: ReadonlyArray<byHand.Facts>
}

const keysOf = <K extends string>(u: Readonly<Record<K, unknown>>): ReadonlyArray<K> =>
  Object.keys(u) as Array<K>

/** All combinations of these classes, equally often, each made anew. Default: all classes. */
export const mix = (of: Classes = {}, length = usual): Mix => {
  const classes = (of.callers ?? keysOf(callers)).flatMap((caller) =>
    (of.states ?? states).flatMap((state) =>
      (of.permissions ?? keysOf(permissions)).map((permission) => ({ caller, state, permission })),
    ),
  )
  const picked = Array.from({ length }, (_, i) => {
    const { caller, state, permission } = classes[i % classes.length] as (typeof classes)[number]
    const shapes: ReadonlyArray<Made<Authn.Authn, byHand.Facts['caller']>> = callers[caller]
    const shape = shapes[Math.floor(i / classes.length) % shapes.length] as (typeof shapes)[number]
    return { shape, state, permission: permissions[permission] }
  })
  const all = shuffled(picked, randomly(length))
  return {
    ours: all.map(({ shape, state, permission }) => ({
      authn: shape[0](),
      state,
      permission: permission[0](),
    })),
    byHand: all.map(({ shape, state, permission }) => ({
      caller: shape[1](),
      exists: state === 'present',
      may: permission[1](),
    })),
  }
}
