/**
 * The finite domain: every class of the arguments that the law distinguishes, with a specimen of
 * each.
 *
 * A caller asks for a document. The document may stand in a folder and in a workspace. The request
 * may name a team and a label beside the document. The team may stand in an organisation.
 */
import { Authn, Disclosure, Facts, Permission, Policy, Route, type ResourceState } from 'glomar'

// ------------------------------------------------------------------ requests

/** What a route asks of every caller. */
const strength = { acrValues: ['mfa', 'hwk'], maxAge: 60 }
const all = { scopes: ['documents:read', 'documents:list'], ...strength }
const either = {
  scopes: { anyOf: ['documents:all', ['documents:read', 'documents:list']] },
  ...strength,
}
const credentials = { authenticated: true } as const

/** A caller, and what the route requires of them. */
export interface Approach {
  readonly name: string
  readonly authn: Authn.Authn
  readonly requires?: Route.Requirements | undefined
}

const strong = { scopes: all.scopes, acr: 'hwk', age: 60, scheme: 'DPoP' }

/** Every class of caller, on an open route and on guarded ones. */
export const approaches: ReadonlyArray<Approach> = [
  { name: 'anonymous', authn: Authn.anonymous },
  { name: 'rejected token', authn: Authn.rejected('expired', 'Bearer') },
  { name: 'authenticated', authn: Authn.authenticated() },
  { name: 'anonymous, guarded', authn: Authn.anonymous, requires: all },
  { name: 'rejected, no scheme', authn: Authn.rejected('malformed'), requires: all },
  {
    name: 'rejected proof',
    authn: Authn.rejected('invalid-dpop-proof', 'DPoP'),
    requires: all,
  },
  { name: 'nonce wanted', authn: Authn.nonceWanted('n-7'), requires: either },
  {
    name: 'acr not listed',
    authn: Authn.authenticated({ ...strong, acr: 'pwd' }),
    requires: all,
  },
  {
    name: 'age unknown',
    authn: Authn.authenticated({ ...strong, age: undefined }),
    requires: either,
  },
  {
    name: 'too old and underscoped',
    authn: Authn.authenticated({ acr: 'mfa', age: 61 }),
    requires: all,
  },
  {
    name: 'one scope of two',
    authn: Authn.authenticated({ ...strong, scopes: ['documents:read'] }),
    requires: all,
  },
  {
    name: 'one scope of the second alternative',
    authn: Authn.authenticated({ ...strong, scopes: ['documents:list'], scheme: undefined }),
    requires: either,
  },
  { name: 'all scopes', authn: Authn.authenticated(strong), requires: all },
  {
    name: 'the first alternative',
    authn: Authn.authenticated({ ...strong, scopes: ['documents:all'], scheme: 'Bearer' }),
    requires: either,
  },
  {
    name: 'the second alternative',
    authn: Authn.authenticated({ ...strong, scopes: [...all.scopes, 'teams:read'] }),
    requires: either,
  },
  { name: 'anonymous, credentials required', authn: Authn.anonymous, requires: credentials },
  {
    name: 'authenticated, credentials required',
    authn: Authn.authenticated({ scheme: 'Cookie' }),
    requires: credentials,
  },
]

const methods = ['GET', 'HEAD', 'DELETE'] as const
const shapes = ['item', 'collection'] as const
const expectations = ['present', 'absent', 'either'] as const

/** One request: a route, and a caller. */
export interface Asked {
  readonly approach: Approach
  readonly route: Route.Route
}

export const routeOf = (
  words: Pick<Route.Route, 'method' | 'resource' | 'shape' | 'expects'>,
  requires: Route.Requirements | undefined,
): Route.Route => {
  const { method, resource, shape, expects } = words
  return Route.of({ method, resource, shape, expects, ...(requires && { requires }) })
}

/** Every request there is. */
export const requests: ReadonlyArray<Asked> = approaches.flatMap((approach) =>
  methods.flatMap((method) =>
    shapes.flatMap((shape) =>
      expectations.map((expects) => ({
        approach,
        route: routeOf({ method, resource: 'document', shape, expects }, approach.requires),
      })),
    ),
  ),
)

// ------------------------------------------------------------------ facts

/** What a permission check said, in the words of the test. */
export interface Said {
  readonly granted: boolean
  readonly mayKnow: boolean
  readonly missingPermissions?: ReadonlyArray<string>
  readonly requestAccess?: string
  readonly stepUp?: { readonly acrValues: ReadonlyArray<string>; readonly maxAge?: number }
}

/** The facts about one thing alone: in words, and as the library makes them. */
export interface Fact {
  readonly state: ResourceState
  readonly said: Said
  readonly permission: Permission.Permission
}

export interface Ancestor extends Fact {
  readonly resource: string
}

export interface Reference extends Ancestor {
  readonly expects: 'present' | 'absent'
  readonly ancestors: ReadonlyArray<Ancestor>
}

export const states = ['present', 'absent'] as const

const permissionOf = (said: Said): Permission.Permission => {
  const { granted, mayKnow, stepUp, ...remedy } = said
  if (granted) return mayKnow ? Permission.grant() : Permission.grant({ mayKnow: false })
  if (stepUp !== undefined) return Permission.stepUp({ mayKnow, ...stepUp })
  return mayKnow || Object.keys(remedy).length > 0
    ? Permission.deny({ mayKnow, ...remedy })
    : Permission.deny()
}

export const factOf = (state: ResourceState, said: Said): Fact => ({
  state,
  said,
  permission: permissionOf(said),
})

type Words = Required<Omit<Said, 'granted' | 'mayKnow'>>

/** What is said of a denial: other words for each type, so that an answer shows whose they are. */
export const words = {
  document: {
    missingPermissions: ['documents:write', 'documents:annotate'],
    requestAccess: '/access-requests/emmas-document',
    stepUp: { acrValues: ['voice', 'retina'], maxAge: 5 },
  },
  folder: {
    missingPermissions: ['folders:open'],
    requestAccess: '/access-requests/emmas-folder',
    stepUp: { acrValues: ['retina', 'palm'], maxAge: 7 },
  },
  workspace: {
    missingPermissions: ['workspaces:enter', 'folders:open'],
    requestAccess: '/access-requests/emmas-workspace',
    stepUp: { acrValues: ['retina', 'voice'], maxAge: 3 },
  },
  team: {
    missingPermissions: ['teams:invite'],
    requestAccess: '/access-requests/annas-team',
    stepUp: { acrValues: ['iris', 'retina'], maxAge: 9 },
  },
  label: {
    missingPermissions: ['labels:use'],
    requestAccess: '/access-requests/annas-label',
    stepUp: { acrValues: ['gait'], maxAge: 11 },
  },
  organisation: {
    missingPermissions: ['organisations:enter'],
    requestAccess: '/access-requests/annas-organisation',
    stepUp: { acrValues: ['gait', 'iris'], maxAge: 13 },
  },
} as const satisfies Readonly<Record<string, Words>>

export type Type = keyof typeof words

const both = [false, true] as const

/** Every permission there is about a thing of this type. */
const saidOf = (type: Type): ReadonlyArray<Said> => {
  const { stepUp, ...remedy } = words[type]
  return [
    ...both.map((mayKnow) => ({ granted: true, mayKnow })),
    ...both.map((mayKnow) => ({ granted: false, mayKnow })),
    ...both.map((mayKnow) => ({ granted: false, mayKnow, ...remedy })),
    ...both.map((mayKnow) => ({ granted: false, mayKnow, stepUp })),
  ]
}

const about = (type: Type): ReadonlyArray<Fact> =>
  saidOf(type).flatMap((said) => states.map((state) => factOf(state, said)))

/** Every pair of a state and a permission there is about a thing of this type. */
export const factsAbout: Readonly<Record<Type, ReadonlyArray<Fact>>> = {
  document: about('document'),
  folder: about('folder'),
  workspace: about('workspace'),
  team: about('team'),
  label: about('label'),
  organisation: about('organisation'),
}

/** What is true of the target, of what it stands under, and of what the request names beside it. */
export interface World {
  readonly target: Fact
  readonly ancestors: ReadonlyArray<Ancestor>
  readonly references: ReadonlyArray<Reference>
  /** All of it as the library makes it. */
  readonly facts: Facts.Facts<string, string>
  /** For each reference: all of the world but what is true of the reference, as a key. */
  readonly withoutReference: ReadonlyArray<string>
}

const named = ({ resource, state, permission }: Ancestor): Facts.Ancestor => ({
  resource,
  facts: [state, permission],
})

const namedToo = (reference: Reference): Facts.Reference => {
  const { resource, expects, ancestors } = reference
  return { resource, expects, facts: factsOf(reference, { ancestors: ancestors.map(named) }) }
}

const factsOf = <
  const Up extends ReadonlyArray<Facts.Ancestor> = readonly [],
  const Refs extends ReadonlyArray<Facts.Reference> = readonly [],
>(
  { state, permission }: Fact,
  options: { readonly ancestors?: Up; readonly references?: Refs },
) =>
  Facts.of(state === 'present' ? {} : undefined, () => permission, {
    whenAbsent: permission,
    ...options,
  })

const ids = new WeakMap<object, number>()
let last = 0
const idOf = (u: object): number => {
  const known = ids.get(u)
  if (known !== undefined) return known
  ids.set(u, ++last)
  return last
}

export const worldOf = (
  target: Fact,
  ancestors: ReadonlyArray<Ancestor> = [],
  references: ReadonlyArray<Reference> = [],
): World => ({
  target,
  ancestors,
  references,
  facts:
    ancestors.length + references.length === 0
      ? [target.state, target.permission]
      : factsOf(target, {
          ancestors: ancestors.map(named),
          references: references.map(namedToo),
        }),
  withoutReference: references.map((_, i) =>
    [target, ...ancestors, ...references.filter((_, k) => k !== i)].map(idOf).join(),
  ),
})

const ancestorsOf = (type: Type): ReadonlyArray<Ancestor> =>
  factsAbout[type].map((fact) => ({ ...fact, resource: type }))

export const referencesOf = (
  type: Type,
  above: ReadonlyArray<Ancestor> = [],
): ReadonlyArray<Reference> =>
  (['present', 'absent'] as const).flatMap((expects) =>
    factsAbout[type].map((fact) => ({ ...fact, resource: type, expects, ancestors: above })),
  )

/** Every world of one thing. */
export const oneThing: ReadonlyArray<World> = factsAbout.document.map((target) => worldOf(target))

/** Every world of a target in a folder. */
export const inAFolder: ReadonlyArray<World> = factsAbout.document.flatMap((target) =>
  ancestorsOf('folder').map((folder) => worldOf(target, [folder])),
)

/** Every world of a target, and of a team that the request names, or whose name has to be free. */
export const withATeam: ReadonlyArray<World> = factsAbout.document.flatMap((target) =>
  referencesOf('team').map((team) => worldOf(target, [], [team])),
)

// ------------------------------------------------------------------ policies

export const service = {
  realm: 'archive',
  schemes: ['Bearer', 'DPoP'],
  algs: ['ES256'],
  vary: ['Cookie'],
  parameters: { service: 'archive.example.com' },
}

type Types = Readonly<Record<string, Disclosure.Disclosure>>

const made = new Map<string, Policy.Policy>()

/** The policy of these types, made once. */
export const policyOf = (types: Types): Policy.Policy => {
  const key = Object.entries(types)
    .map(([type, disclosure]) => `${type} ${String(Disclosure.numberOf(disclosure))}`)
    .join()
  const policy = made.get(key) ?? Policy.of(types, service)
  made.set(key, policy)
  return policy
}

export const disclosures: ReadonlyArray<Disclosure.Disclosure> = Disclosure.values()

/** A policy for each of the 32 disclosures of the target. */
export const policies: ReadonlyArray<Policy.Policy> = disclosures.map((document) =>
  policyOf({ document }),
)
