/**
 * Faults, each planted into a library that is otherwise sound, and the guarantee that must notice.
 * They are the ways in which real services have leaked, and the mistakes that break the law most
 * easily.
 */
import { Authn, Disclosure, Permission, Policy, Route, type Refusal, type Verdict } from 'glomar'
import { isBlocked, isStoppedEarly, standingAlone, standingTo } from './law.js'
import { bytesOf, library, type Subject } from './subject.js'
import {
  factOf,
  factsAbout,
  policyOf,
  service,
  worldOf,
  type Ancestor,
  type Asked,
  type World,
} from './world.js'

export interface Fault {
  readonly fault: string
  readonly guarantee: string
  readonly plant: Partial<Subject>
}

type Decide = Subject['decide']
type Together = Subject['together']

const isRefusal = (verdict: Verdict): verdict is Refusal => 'status' in verdict

/** The sound decision, with something done to a refusal under a condition. */
const refusing =
  (when: (...facts: Parameters<Decide>) => boolean, change: (refusal: Refusal) => object): Decide =>
  (...facts) => {
    const verdict = library.decide(...facts)
    return isRefusal(verdict) && when(...facts) ? (change(verdict) as Verdict) : verdict
  }

const itExists = (...[, , state]: Parameters<Decide>): boolean => state === 'present'

const withHeader =
  (name: string, value: string) =>
  (refusal: Refusal): object => ({ ...refusal, headers: { ...refusal.headers, [name]: value } })

const withBody =
  (members: object) =>
  (refusal: Refusal): object => ({ ...refusal, body: { ...refusal.body, ...members } })

/** What a route requires, as it is written down. */
const inWords = ({ requires }: Route.Route): Route.Requirements | undefined => {
  const { authenticated, scopes, acrValues, maxAge } = requires
  if (!authenticated) return undefined
  return {
    authenticated: true,
    ...(scopes.length > 0 && { scopes: { anyOf: scopes } }),
    ...(acrValues.length > 0 && { acrValues }),
    ...(maxAge !== undefined && { maxAge }),
  }
}

const remade = new Map<string, Route.Route>()

/** The same route, but for these members. Made once, as routes are. */
const changed = (
  { method, resource, shape, expects }: Route.Route,
  requires: Route.Requirements | undefined,
  change: Partial<Pick<Route.Route, 'method' | 'resource'>> = {},
): Route.Route => {
  const words = { method, resource, shape, expects, ...change, ...(requires && { requires }) }
  const key = JSON.stringify(words)
  const route = remade.get(key) ?? Route.of(words)
  remade.set(key, route)
  return route
}

/** The policy with another disclosure of the document. */
const disclosing = (
  { types }: Policy.Policy,
  change: (disclosure: Disclosure.Disclosure) => Partial<Disclosure.Disclosure>,
): Policy.Policy => {
  const document = Disclosure.of(change(types['document'] ?? Disclosure.strictest))
  return policyOf({ ...types, document })
}

const open = Route.of({ method: 'GET', resource: 'document' })

/** A definitive 404. */
const definitive = (policy: Policy.Policy): Verdict =>
  library.decide(
    open,
    Authn.authenticated(),
    'absent',
    Permission.deny(),
    disclosing(policy, () => ({ existence: 'public' })),
  )

/** A 403 that conceals. */
const forbidden = (policy: Policy.Policy): Verdict =>
  library.decide(
    open,
    Authn.authenticated(),
    'present',
    Permission.deny(),
    disclosing(policy, () => ({ concealAs: 'forbidden' })),
  )

/** Only where something stands above the target and blocks it. */
const whereBlocked =
  (instead: Together): Together =>
  (world, answer, at, policy) =>
    !isStoppedEarly(at.approach) && isBlocked(at.approach, policy.types, world.ancestors)
      ? instead(world, answer, at, policy)
      : answer(world)

/** Only where a reference is missing or hidden, and the answer says so. */
const whereUnresolved =
  (instead: Together): Together =>
  (world, answer, at, policy) => {
    const verdict = answer(world)
    return verdict._tag === 'UnresolvedReference' ? instead(world, answer, at, policy) : verdict
  }

const withTarget = (world: World, target: World['target']): World =>
  worldOf(target, world.ancestors, world.references)

const isKnown = (at: Asked, policy: Policy.Policy, ancestor: Ancestor): boolean =>
  ancestor.state === 'present' && standingAlone(at.approach, policy.types, ancestor).entitled

const granted = factOf('present', { granted: true, mayKnow: true })

/** The answer that all look-ups of the target lead to, where nothing stands above the target. */
const alikeAlone: Subject['decideBeforeLookup'] = (route, authn, policy) => {
  const verdicts = factsAbout.document.map(({ state, permission }) =>
    library.decide(route, authn, state, permission, policy),
  )
  const [first] = verdicts
  const areAlike = new Set(verdicts.map(bytesOf)).size === 1
  return areAlike && first?._tag !== 'Ok' ? first : undefined
}

/** A route that requires nothing has no `requires`. */
const orNone = (requires: Route.Requirements): Route.Requirements | undefined =>
  Object.keys(requires).length === 0 ? undefined : requires

const tagOf = (u: object): unknown => {
  try {
    return (u as { readonly _tag?: unknown })._tag
  } catch {
    return undefined
  }
}

let calls = 0

export const faults: ReadonlyArray<Fault> = [
  // ---------------------------------------------------------------- a stranger sees a difference
  {
    fault: 'existence is looked up before permission',
    guarantee: 'G1 absence equivalence',
    plant: {
      decide: (route, authn, state, permission, policy) =>
        authn._tag !== 'Rejected' &&
        !route.requires.authenticated &&
        route.expects === 'present' &&
        state === 'absent'
          ? definitive(policy)
          : library.decide(route, authn, state, permission, policy),
    },
  },
  {
    fault: '`scope` is taken from the resource',
    guarantee: 'G1 absence equivalence',
    plant: {
      decide: refusing(
        itExists,
        withHeader('www-authenticate', 'Bearer realm="archive", scope="document:7"'),
      ),
    },
  },
  {
    fault: 'a parameter of the challenge is taken from the resource',
    guarantee: 'G1 absence equivalence',
    plant: {
      decide: refusing(
        itExists,
        withHeader('www-authenticate', 'Bearer realm="archive", service="emmas-shelf"'),
      ),
    },
  },
  {
    fault: 'a `detail` only when it exists',
    guarantee: 'G1 absence equivalence',
    plant: { decide: refusing(itExists, withBody({ detail: 'You may not see this.' })) },
  },
  {
    fault: '`Allow` only when it exists',
    guarantee: 'G1 absence equivalence',
    plant: { decide: refusing(itExists, withHeader('allow', 'GET, PUT')) },
  },
  {
    fault: '`ETag` only when it exists',
    guarantee: 'G1 absence equivalence',
    plant: { decide: refusing(itExists, withHeader('etag', '"7"')) },
  },
  {
    fault: 'an error id only when it exists',
    guarantee: 'G1 absence equivalence',
    plant: { decide: refusing(itExists, withBody({ instance: '/errors/1' })) },
  },
  {
    fault: 'a `Cache-Control` that differs',
    guarantee: 'G1 absence equivalence',
    plant: { decide: refusing(itExists, withHeader('cache-control', 'private, no-store')) },
  },
  {
    fault: 'a code that differs',
    guarantee: 'G1 absence equivalence',
    plant: { decide: refusing(itExists, (refusal) => ({ ...refusal, code: 'permission-denied' })) },
  },
  {
    fault: 'an order of keys that differs',
    guarantee: 'G1 absence equivalence',
    plant: { decide: refusing(itExists, ({ _tag, ...rest }) => ({ ...rest, _tag })) },
  },
  {
    fault: '403 in place of the concealing 404 for one method',
    guarantee: 'G1 absence equivalence',
    plant: {
      decide: (...facts) => {
        const [route, , state, , policy] = facts
        const verdict = library.decide(...facts)
        return route.method === 'DELETE' && state === 'present' && verdict._tag === 'NotFound'
          ? forbidden(policy)
          : verdict
      },
    },
  },
  {
    fault: 'a HEAD of what exists is answered with another status',
    guarantee: 'G1 absence equivalence',
    plant: {
      decide: refusing(
        (route, _authn, state) => route.method === 'HEAD' && state === 'present',
        (refusal) => ({ ...refusal, status: 403 }),
      ),
    },
  },
  {
    fault: 'a renderer keeps a count',
    guarantee: 'G1 after a renderer',
    plant: { renderers: [() => ({ headers: { 'x-request-id': String(calls++) } })] },
  },
  {
    fault: 'a rule is asked about a row that is not there',
    guarantee: 'G1 of facts',
    plant: {
      factsOf: (row, authorize) => [
        row === null ? 'absent' : 'present',
        authorize(row as NonNullable<typeof row>),
      ],
    },
  },

  // ---------------------------------------------------------------- what the target stands under
  {
    fault: 'the type of the ancestor decides how a blocked target is concealed',
    guarantee: 'G1 of a target with an ancestor',
    plant: {
      together: whereBlocked((_world, _answer, { approach, route }, policy) =>
        library.decide(
          changed(route, inWords(route), { resource: 'folder' }),
          approach.authn,
          'absent',
          Permission.deny(),
          policy,
        ),
      ),
    },
  },
  {
    fault: 'a missing ancestor shows',
    guarantee: 'G1 of a target with an ancestor',
    plant: {
      together: whereBlocked((world, answer, { approach }, policy) =>
        approach.authn._tag === 'Authenticated' &&
        world.ancestors.some(({ state }) => state === 'absent')
          ? definitive(policy)
          : answer(world),
      ),
    },
  },
  {
    fault: 'a hidden ancestor counts as a missing target',
    guarantee: 'G1 of a target with an ancestor',
    plant: {
      together: whereBlocked(({ target }, answer) =>
        answer(worldOf({ ...target, state: 'absent' })),
      ),
    },
  },
  {
    fault: 'an ancestor that is denied and known lets pass',
    guarantee: 'G12 the policy grants nothing',
    plant: {
      together: ({ target, ancestors, references }, answer, at, policy) =>
        answer(
          worldOf(
            target,
            ancestors.filter((ancestor) => !isKnown(at, policy, ancestor)),
            references,
          ),
        ),
    },
  },
  {
    fault: 'the first ancestor that denies says alone what is missing',
    guarantee: 'the order of several things never matters',
    plant: {
      together: ({ target, ancestors, references }, answer, at, policy) => {
        const denying = ancestors.filter(
          (ancestor) => !ancestor.said.granted && isKnown(at, policy, ancestor),
        )
        const others = ancestors.filter((ancestor) => !denying.includes(ancestor))
        return answer(worldOf(target, [...others, ...denying.slice(0, 1)], references))
      },
    },
  },
  {
    fault: 'an answer before the look-up does not reckon with an ancestor',
    guarantee: 'an answer before the look-up',
    plant: { decideBeforeLookup: alikeAlone },
  },
  {
    fault: 'nothing is ever answered before the look-up',
    guarantee: 'an answer before the look-up',
    plant: { decideBeforeLookup: () => undefined },
  },

  // ---------------------------------------------------------------- what the request names
  {
    fault: 'a reference is named on the wire',
    guarantee: 'G11 the twin agrees',
    plant: {
      together: whereUnresolved((world, answer) => {
        const named = { ...answer(world), resource: world.references[0]?.resource }
        return named
      }),
    },
  },
  {
    fault: 'a missing reference is unresolved, and a hidden one a 403',
    guarantee: 'G1 of a target with a reference',
    plant: {
      together: whereUnresolved((world, answer, _at, policy) =>
        world.references.some(({ state }) => state === 'present')
          ? forbidden(policy)
          : answer(world),
      ),
    },
  },
  {
    fault: 'references are judged before the target',
    guarantee: 'G1 of a target with a reference',
    plant: {
      together: (world, answer) => {
        const first = answer(worldOf(granted, [], world.references))
        return first._tag === 'UnresolvedReference' ? first : answer(world)
      },
    },
  },
  {
    fault: 'a missing reference is a definitive 404',
    guarantee: 'a definitive 404 is about the target',
    plant: {
      together: whereUnresolved((world, answer, { approach }, policy) =>
        world.references.some(
          (reference) =>
            reference.state === 'absent' && standingTo(approach, policy.types, reference).entitled,
        )
          ? definitive(policy)
          : answer(world),
      ),
    },
  },
  {
    fault: 'a reference that fails tells that a target is there which the caller may not know of',
    guarantee: 'G11 the twin agrees',
    plant: {
      together: (world, answer) => {
        const { said, state } = world.target
        const known = withTarget(world, factOf(state, { ...said, mayKnow: said.granted }))
        const verdict = answer(known)
        return verdict._tag === 'UnresolvedReference' ? verdict : answer(world)
      },
    },
  },
  {
    fault: 'a reference that the caller is denied is let through',
    guarantee: 'G5 ok by row 4 alone',
    plant: {
      together: ({ target, ancestors, references }, answer) =>
        answer(
          worldOf(
            target,
            ancestors,
            references.filter(({ said }) => said.granted),
          ),
        ),
    },
  },

  // ---------------------------------------------------------------- rows 1 to 4
  {
    fault: 'a good permission makes up for rejected credentials',
    guarantee: 'G2 rejected credentials',
    plant: {
      decide: (route, authn, state, permission, policy) =>
        library.decide(
          route,
          authn._tag === 'Rejected' && permission._tag === 'Granted' ? Authn.anonymous : authn,
          state,
          permission,
          policy,
        ),
    },
  },
  {
    fault: 'the scope is checked only for things that exist',
    guarantee: 'G3 route requirements',
    plant: {
      decide: (route, authn, state, permission, policy) => {
        const { scopes: _, ...others } = inWords(route) ?? {}
        const here = state === 'present' ? route : changed(route, orNone(others))
        return library.decide(here, authn, state, permission, policy)
      },
    },
  },
  {
    fault: 'a step-up is asked of those alone who may act',
    guarantee: 'G3 route requirements',
    plant: {
      decide: (route, authn, state, permission, policy) => {
        const { acrValues: _, maxAge: __, ...others } = inWords(route) ?? {}
        const here = permission._tag === 'Granted' ? route : changed(route, orNone(others))
        return library.decide(here, authn, state, permission, policy)
      },
    },
  },
  {
    fault: 'any scope of any alternative is enough',
    guarantee: 'G3 route requirements',
    plant: {
      decide: (route, ...facts) => {
        const words = inWords(route)
        const each = route.requires.scopes.flat()
        const any = each.length === 0 ? words : { ...words, scopes: { anyOf: each } }
        return library.decide(changed(route, any), ...facts)
      },
    },
  },
  {
    fault: '401 for an authenticated stranger',
    guarantee: 'G4 a 401 is about credentials',
    plant: {
      decide: (route, authn, state, permission, policy) => {
        const verdict = library.decide(route, authn, state, permission, policy)
        return verdict._tag === 'NotFound' && authn._tag === 'Authenticated'
          ? library.decide(route, Authn.rejected('invalid', 'Bearer'), state, permission, policy)
          : verdict
      },
    },
  },
  {
    fault: 'a 401 without a challenge',
    guarantee: 'G4 a 401 is about credentials',
    plant: {
      decide: refusing(
        (_route, authn) => authn._tag === 'Anonymous',
        ({ headers: { 'www-authenticate': _, ...headers }, ...refusal }) => ({
          ...refusal,
          headers,
        }),
      ),
    },
  },
  {
    fault: 'a caller without credentials is spared what the route requires',
    guarantee: 'G5 ok by row 4 alone',
    plant: {
      decide: (route, authn, ...facts) =>
        library.decide(
          authn._tag === 'Anonymous' ? changed(route, undefined) : route,
          authn,
          ...facts,
        ),
    },
  },
  {
    fault: 'an empty list is answered to a DELETE',
    guarantee: 'G5 ok by row 4 alone',
    plant: {
      decide: (route, ...facts) =>
        library.decide(changed(route, inWords(route), { method: 'GET' }), ...facts),
    },
  },

  // ---------------------------------------------------------------- remedies and policies
  {
    fault: 'a concealing answer says where to ask',
    guarantee: 'G6 remedies reach the entitled alone',
    plant: {
      decide: (route, authn, state, permission, policy) => {
        const verdict = library.decide(route, authn, state, permission, policy)
        const { remedy } = permission
        return isRefusal(verdict) && remedy?._tag === 'RequestAccess'
          ? (withBody({ missing_permissions: remedy.missingPermissions })(verdict) as Verdict)
          : verdict
      },
    },
  },
  {
    fault: 'a stricter existence tells what a looser one does not',
    guarantee: 'G7 monotone',
    plant: {
      decide: (route, authn, state, permission, policy) =>
        library.decide(
          route,
          authn,
          state,
          permission,
          disclosing(policy, (d) =>
            d.existence === 'if-may-know' ? { ...d, existence: 'public' } : d,
          ),
        ),
    },
  },
  {
    fault: 'a team can loosen the policy of the organisation',
    guarantee: 'G7 combine is the meet',
    plant: { combine: Policy.Lattice.join },
  },
  {
    fault: 'the strictest policy lets those know who are said to know',
    guarantee: 'G8 conservativity',
    plant: {
      decide: (route, authn, state, permission, policy) =>
        library.decide(
          route,
          authn,
          state,
          permission,
          disclosing(policy, (d) =>
            d.existence === 'secret' ? { ...d, existence: 'if-may-know' } : d,
          ),
        ),
    },
  },
  {
    fault: 'an honest 403 tells why the caller may know',
    guarantee: 'G8 non-occlusion',
    plant: {
      decide: (...facts) => {
        const verdict = library.decide(...facts)
        const [, , , { mayKnow }] = facts
        return verdict._tag === 'Forbidden' && verdict.code === 'permission-denied' && mayKnow
          ? (withBody({ detail: 'You may know of this.' })(verdict) as Verdict)
          : verdict
      },
    },
  },
  {
    fault: 'a policy that names several types is read as the strictest',
    guarantee: 'G8 semantic consistency',
    plant: {
      decide: (route, authn, state, permission, policy) =>
        library.decide(
          route,
          authn,
          state,
          permission,
          Object.keys(policy.types).length > 1 ? Policy.of({}, policy.service) : policy,
        ),
    },
  },
  {
    fault: 'a policy makes the denied act',
    guarantee: 'G12 the policy grants nothing',
    plant: {
      decide: (...facts) => {
        const verdict = library.decide(...facts)
        const [, , , , { types }] = facts
        return isRefusal(verdict) &&
          verdict.code === 'permission-denied' &&
          types['document']?.existence === 'public'
          ? { _tag: 'Ok' }
          : verdict
      },
    },
  },

  // ---------------------------------------------------------------- what the types forbid
  {
    fault: 'a copy of a grant grants',
    guarantee: 'G9 what is not made is the least favourable',
    plant: {
      decide: (route, authn, state, permission, policy) => {
        const given: unknown = permission
        const copied =
          typeof given === 'object' && given !== null && tagOf(given) === 'Granted'
            ? Permission.grant()
            : permission
        return library.decide(route, authn, state, copied, policy)
      },
    },
  },
  {
    fault: 'a policy that was not made is read as the loosest',
    guarantee: 'G9 what is not made is the least favourable',
    plant: {
      decide: (route, authn, state, permission, policy) =>
        library.decide(
          route,
          authn,
          state,
          permission,
          Policy.is(policy) ? policy : Policy.of({ document: Disclosure.loosest }, service),
        ),
    },
  },
  {
    fault: 'a malformed route is mended',
    guarantee: 'G9 what is not made is the least favourable',
    plant: {
      decide: (route, ...facts) => library.decide(Route.is(route) ? route : open, ...facts),
    },
  },
  {
    fault: 'a permission that is none is taken for granted',
    guarantee: 'G9 what is not made is the least favourable',
    plant: {
      decide: (route, authn, state, permission, policy) => {
        const given: unknown = permission
        const taken = given === true ? Permission.grant() : permission
        return library.decide(route, authn, state, taken, policy)
      },
    },
  },
  {
    fault: 'a missing policy makes it throw',
    guarantee: 'G9 what is not made is the least favourable',
    plant: {
      decide: (route, authn, state, permission, policy) => {
        const isNamed = Object.hasOwn(policy.types, route.resource)
        const named = isNamed ? policy : Policy.of({}, policy.service)
        return library.decide(route, authn, state, permission, named)
      },
    },
  },
  {
    fault: 'an ancestor that cannot be read is left out',
    guarantee: 'G9 what is not made stands in the way',
    plant: {
      decide: (route, authn, state, permission, policy) =>
        library.decide(
          route,
          authn,
          state,
          permission.ancestors.some(({ resource }) => resource === '')
            ? Permission.grant()
            : permission,
          policy,
        ),
    },
  },
  {
    fault: 'a verdict can be changed',
    guarantee: 'G9 pure',
    plant: { decide: (...facts) => structuredClone(library.decide(...facts)) },
  },
  {
    fault: 'the second answer differs from the first',
    guarantee: 'G9 pure',
    plant: { decide: refusing(() => ++calls % 1000 === 0, withBody({ instance: '/errors/2' })) },
  },
  {
    fault: 'a route that was given is frozen',
    guarantee: 'G9 pure',
    plant: { decide: (route, ...facts) => library.decide(Object.freeze(route), ...facts) },
  },

  // ---------------------------------------------------------------- when something is missing
  {
    fault: 'a type that the policy does not name is public',
    guarantee: 'G10 fail closed',
    plant: {
      decide: (route, authn, state, permission, { types, service: constants }) =>
        library.decide(
          route,
          authn,
          state,
          permission,
          Policy.of({ [route.resource]: Disclosure.loosest, ...types }, constants),
        ),
    },
  },
  {
    fault: 'an ancestor whose type the policy does not name is public',
    guarantee: 'G10 fail closed',
    plant: {
      decide: (route, authn, state, permission, { types, service: constants }) =>
        library.decide(
          route,
          authn,
          state,
          permission,
          Policy.of({ folder: { existence: 'public' }, ...types }, constants),
        ),
    },
  },
  {
    fault: 'the permission service is asked only about things that exist',
    guarantee: 'G10 a service that is down',
    plant: {
      handle: (route, authn, { row, permission }, policy) =>
        library.handle(
          route,
          authn,
          { row, permission: () => (row() === null ? Permission.deny() : permission()) },
          policy,
        ),
    },
  },
  {
    fault: 'a service that is down spares the caller what the route requires',
    guarantee: 'G10 a service that is down',
    plant: {
      handle: (route, ...facts) => library.handle(changed(route, undefined), ...facts),
    },
  },
  {
    fault: 'a rule that throws makes the whole answer fail',
    guarantee: 'G10 rules that fail',
    plant: {
      factsOf: (row, authorize) =>
        row === null ? ['absent', Permission.deny()] : ['present', authorize(row)],
    },
  },
  {
    fault: 'whatever a rule answers counts as a grant',
    guarantee: 'G10 rules that fail',
    plant: {
      factsOf: (row, authorize) =>
        library.factsOf(row, (it) =>
          (authorize(it) as unknown) === undefined ? Permission.deny() : Permission.grant(),
        ),
    },
  },

  // ---------------------------------------------------------------- the letter of the law
  {
    fault: 'the permitted creator learns that a hidden thing has the name',
    guarantee: 'G11 the twin agrees',
    plant: {
      decide: (route, authn, state, permission, policy) =>
        library.decide(
          route,
          authn,
          state,
          permission._tag === 'Granted' && route.expects === 'absent' && state === 'present'
            ? Permission.grant()
            : permission,
          policy,
        ),
    },
  },
  {
    fault: 'an empty list where a 401 is due',
    guarantee: 'G11 the twin agrees',
    plant: {
      decide: (...facts) => {
        const verdict = library.decide(...facts)
        const [route, authn, , , { types }] = facts
        return route.shape === 'collection' &&
          route.method === 'GET' &&
          authn._tag === 'Anonymous' &&
          verdict._tag === 'Unauthenticated' &&
          types['document']?.list === 'empty'
          ? { _tag: 'Empty' }
          : verdict
      },
    },
  },
]
