/**
 * Faults, each planted into an otherwise sound library, and the guarantee that must notice. They are the ways in which real
 * services have leaked.
 */
import { Chain, Disclosure, Permission, Policy, type Refusal, type Request, type Verdict } from 'glomar'
import { library, service, type Subject } from './world.js'

export interface Fault {
  readonly fault: string
  readonly guarantee: string
  readonly plant: Partial<Subject>
}

type Decide = Subject['decide']

const isRefusal = (verdict: Verdict): verdict is Refusal => 'status' in verdict

/** The sound decision, with something done to a refusal under a condition. */
const refusing =
  (when: (...facts: Parameters<Decide>) => boolean, change: (refusal: Refusal, ...facts: Parameters<Decide>) => unknown): Decide =>
  (...facts) => {
    const verdict = library.decide(...facts)
    return isRefusal(verdict) && when(...facts) ? (change(verdict, ...facts) as Verdict) : verdict
  }

const itExists: Parameters<typeof refusing>[0] = (_request, _authn, state) => state === 'present'

const withHeader =
  (name: string, value: string) =>
  (refusal: Refusal): unknown => ({ ...refusal, headers: { ...refusal.headers, [name]: value } })

const withBody =
  (members: object) =>
  (refusal: Refusal): unknown => ({ ...refusal, body: { ...refusal.body, ...members } })

const definitive = (request: Request, policy: Policy.Policy): Verdict =>
  library.decide(
    request,
    { _tag: 'Authenticated', scopes: [] },
    'absent',
    { _tag: 'Denied', mayKnow: true },
    Policy.of({ thing: Disclosure.loosest }, policy.service),
  )

let calls = 0

export const faults: ReadonlyArray<Fault> = [
  {
    fault: 'existence is looked up before permission',
    guarantee: 'G1 absence equivalence',
    plant: {
      decide: (request, authn, state, permission, policy) =>
        authn._tag !== 'Rejected' && request.requires === undefined && request.expects === 'present' && state === 'absent'
          ? definitive(request, policy)
          : library.decide(request, authn, state, permission, policy),
    },
  },
  {
    fault: '`scope` is taken from the resource',
    guarantee: 'G1 absence equivalence',
    plant: { decide: refusing(itExists, (refusal) => withHeader('www-authenticate', 'Bearer realm="recorder", scope="thing:7"')(refusal)) },
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
    fault: 'a key order that differs',
    guarantee: 'G1 absence equivalence',
    plant: { decide: refusing(itExists, ({ _tag, ...rest }) => ({ ...rest, _tag })) },
  },
  {
    fault: '403 in place of the concealing 404 for one method',
    guarantee: 'G1 absence equivalence',
    plant: {
      decide: refusing(
        (request, _authn, state) => request.method === 'DELETE' && state === 'present',
        (refusal) =>
          refusal._tag === 'NotFound'
            ? { ...refusal, _tag: 'Forbidden', status: 403, body: { ...refusal.body, status: 403, title: 'Forbidden' } }
            : refusal,
      ),
    },
  },
  {
    fault: "the parent's type decides the status of a nested answer",
    guarantee: 'G1 for chains',
    plant: {
      nested: (request, authn, links, last, policy) => {
        const { facts, stoppedBy } = Chain.reach(links, last, request, authn, policy)
        return library.decide({ ...request, resource: stoppedBy ?? request.resource }, authn, ...facts, policy)
      },
    },
  },
  {
    fault: 'a missing parent is told',
    guarantee: 'G1 for chains',
    plant: {
      nested: (request, authn, links, last, policy) =>
        links.some(([, state]) => state === 'absent') && authn._tag === 'Authenticated'
          ? definitive(request, policy)
          : library.nested(request, authn, links, last, policy),
    },
  },
  {
    fault: 'an open thing under a hidden parent counts as granted',
    guarantee: 'G1 for chains',
    plant: {
      nested: (request, authn, links, [state, permission], policy) =>
        library.decide(
          request,
          authn,
          Chain.passage(links, request, authn, policy)._tag === 'Open' ? state : 'unreachable',
          permission,
          policy,
        ),
    },
  },
  {
    fault: 'a permission is asked about a row that is not there',
    guarantee: 'G1 for facts',
    plant: { factsOf: (row, rule) => [row === null ? 'absent' : 'present', rule(row as never)] },
  },
  {
    fault: 'a good permission makes up for rejected credentials',
    guarantee: 'G2 rejected credentials',
    plant: {
      decide: (request, authn, state, permission, policy) =>
        library.decide(
          request,
          authn._tag === 'Rejected' && permission._tag === 'Granted' ? { _tag: 'Anonymous' } : authn,
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
      decide: ({ requires, ...request }, authn, state, permission, policy) =>
        library.decide(
          { ...request, ...(requires && { requires: state === 'present' ? requires : { ...requires, scopes: [] } }) },
          authn,
          state,
          permission,
          policy,
        ),
    },
  },
  {
    fault: 'a step-up is asked of those alone who may act',
    guarantee: 'G3 route requirements',
    plant: {
      decide: ({ requires, ...request }, authn, state, permission, policy) =>
        library.decide(
          { ...request, ...(requires && (permission._tag === 'Granted' ? { requires } : { requires: { scopes: requires.scopes ?? [] } })) },
          authn,
          state,
          permission,
          policy,
        ),
    },
  },
  {
    fault: '401 for an authenticated stranger',
    guarantee: 'G4 401 means credentials',
    plant: {
      decide: (request, authn, state, permission, policy) => {
        const verdict = library.decide(request, authn, state, permission, policy)
        return verdict._tag === 'NotFound' && authn._tag === 'Authenticated'
          ? library.decide(request, { _tag: 'Rejected', reason: 'invalid', scheme: 'Bearer' }, state, permission, policy)
          : verdict
      },
    },
  },
  {
    fault: 'a 401 without a challenge',
    guarantee: 'G4 401 means credentials',
    plant: {
      decide: refusing(
        (_request, authn) => authn._tag === 'Anonymous',
        ({ headers: { 'www-authenticate': _, ...headers }, ...refusal }) => ({ ...refusal, headers }),
      ),
    },
  },
  {
    fault: "an anonymous caller is spared the route's requirements",
    guarantee: 'G5 ok by row 4 alone',
    plant: {
      decide: ({ requires, ...request }, authn, state, permission, policy) =>
        library.decide({ ...request, ...(requires && authn._tag !== 'Anonymous' && { requires }) }, authn, state, permission, policy),
    },
  },
  {
    fault: 'an empty list is answered to a POST',
    guarantee: 'G5 ok by row 4 alone',
    plant: { decide: ({ method: _, ...request }, ...facts) => library.decide({ ...request, method: 'GET' }, ...facts) },
  },
  {
    fault: 'a concealing answer says whom to ask',
    guarantee: 'G6 remedies reach the entitled alone',
    plant: {
      decide: (request, authn, state, permission, policy) => {
        const verdict = library.decide(request, authn, state, permission, policy)
        const remedy = permission._tag === 'Denied' ? permission.remedy : undefined
        return isRefusal(verdict) && remedy?._tag === 'Ask' ? (withBody({ ask: remedy.ask })(verdict) as Verdict) : verdict
      },
    },
  },
  {
    fault: 'a policy that tells less lets a deleted thing be told from a missing one',
    guarantee: 'G7 monotone',
    plant: {
      decide: (request, authn, state, permission, policy) => {
        const verdict = library.decide(request, authn, state, permission, policy)
        const { tell } = Policy.disclosureOf(policy, 'thing')
        return tell === 'nothing' && state === 'gone' && isRefusal(verdict) ? (withBody({ title: 'Gone' })(verdict) as Verdict) : verdict
      },
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
      decide: (request, authn, state, permission, policy) => {
        const d = Policy.disclosureOf(policy, 'thing')
        return library.decide(
          request,
          authn,
          state,
          permission,
          d.existence === 'secret' ? Policy.of({ thing: { ...d, existence: 'known' } }, policy.service) : policy,
        )
      },
    },
  },
  {
    fault: 'a deleted thing is told from one that never was',
    guarantee: 'G8 non-occlusion',
    plant: {
      decide: refusing(
        (_request, _authn, state) => state === 'gone',
        (refusal) => (refusal.body.type === '/problems/not-found' ? withBody({ title: 'Gone' })(refusal) : refusal),
      ),
    },
  },
  {
    fault: 'an honest 403 says where to ask, whatever `tell` says',
    guarantee: 'G8 non-occlusion',
    plant: {
      decide: (request, authn, state, permission, policy) =>
        library.decide(
          request,
          authn,
          state,
          permission,
          Policy.of({ thing: { ...Policy.disclosureOf(policy, 'thing'), tell: 'remedy' } }, policy.service),
        ),
    },
  },
  {
    fault: 'a policy read back from JSON means something else',
    guarantee: 'G8 semantic consistency',
    plant: {
      decide: (request, authn, state, permission, policy) =>
        library.decide(request, authn, state, permission, Object.isFrozen(policy) ? policy : Policy.of({}, policy.service)),
    },
  },
  {
    fault: 'a verdict can be changed',
    guarantee: 'G9 total, deterministic, pure',
    plant: { decide: (...facts) => structuredClone(library.decide(...facts)) },
  },
  {
    fault: 'a permission that is not one is taken for granted',
    guarantee: 'G9 total, deterministic, pure',
    plant: {
      decide: (request, authn, state, permission, policy) =>
        library.decide(request, authn, state, (permission as unknown) === true ? Permission.granted : permission, policy),
    },
  },
  {
    fault: 'a missing permission makes it throw',
    guarantee: 'G9 total, deterministic, pure',
    plant: {
      decide: (request, authn, state, permission, policy) =>
        library.decide(request, authn, state, { ...permission, mayKnow: permission.mayKnow }, policy),
    },
  },
  {
    fault: 'the second answer differs from the first',
    guarantee: 'G9 total, deterministic, pure',
    plant: { decide: refusing(() => ++calls % 1000 === 0, withBody({ instance: '/errors/2' })) },
  },
  {
    fault: 'a type that the policy does not name is public',
    guarantee: 'G10 fail closed',
    plant: {
      decide: (request, authn, state, permission, policy) =>
        library.decide(
          request,
          authn,
          state,
          permission,
          Policy.of({ [request.resource]: Disclosure.loosest, ...policy.types }, policy.service),
        ),
    },
  },
  {
    fault: 'the permission service is asked only about things that exist',
    guarantee: 'G10 outages',
    plant: {
      handle: (request, authn, { row, permission }, policy) =>
        library.handle(request, authn, { row, permission: () => (row() === null ? Permission.denied : permission()) }, policy),
    },
  },
  {
    fault: 'an outage spares the caller the requirements of the route',
    guarantee: 'G10 outages',
    plant: {
      handle: ({ requires: _requires, ...request }, authn, lookUp, policy) => library.handle(request, authn, lookUp, policy),
    },
  },
  {
    fault: 'what was given to it is frozen',
    guarantee: 'G9 total, deterministic, pure',
    plant: {
      decide: (request, authn, state, permission, policy) =>
        library.decide(request, authn, state, typeof permission === 'object' ? Object.freeze(permission) : permission, policy),
    },
  },
  {
    fault: 'a policy that is not understood is read as the loosest',
    guarantee: 'G9 total, deterministic, pure',
    plant: {
      decide: (request, authn, state, permission, policy) =>
        library.decide(
          request,
          authn,
          state,
          permission,
          Disclosure.is((policy as Partial<Policy.Policy> | undefined)?.types?.['thing'])
            ? policy
            : Policy.of({ thing: Disclosure.loosest }, service),
        ),
    },
  },
  {
    fault: 'a HEAD of what exists is answered with another status',
    guarantee: 'G1 absence equivalence',
    plant: {
      decide: refusing(
        (request, _authn, state) => request.method === 'HEAD' && state === 'present',
        (refusal) => ({ ...refusal, status: 403 }),
      ),
    },
  },
  {
    fault: 'the permitted creator learns that a hidden thing has the name',
    guarantee: 'G11 the twin agrees',
    plant: {
      decide: (request, authn, state, permission, policy) =>
        library.decide(
          request,
          authn,
          state,
          permission._tag === 'Granted' && request.expects === 'absent' && state === 'present'
            ? { ...permission, mayKnow: true }
            : permission,
          policy,
        ),
    },
  },
  {
    fault: 'an empty list where a 401 is due',
    guarantee: 'G11 the twin agrees',
    plant: {
      decide: (request, authn, state, permission, policy) => {
        const verdict = library.decide(request, authn, state, permission, policy)
        return request.shape === 'collection' &&
          request.method === 'GET' &&
          authn._tag === 'Anonymous' &&
          verdict._tag === 'Unauthenticated' &&
          Policy.disclosureOf(policy, 'thing').list === 'empty'
          ? { _tag: 'Empty' }
          : verdict
      },
    },
  },
]
