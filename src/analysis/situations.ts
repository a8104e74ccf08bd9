/**
 * All situations that a decision about one thing can tell apart: every class of caller, of what the
 * permission check says, of request, and of world.
 */
import * as Authn from '../domain/Authn.js'
import * as Facts from '../domain/Facts.js'
import * as Permission from '../domain/Permission.js'
import { resourceStates, type ResourceState } from '../domain/ResourceState.js'
import type { Requirements, RouteInWords } from '../domain/Route.js'
import { above, names } from './personas.js'

/** A class of callers. Those on a guarded route are held against what the route requires. */
export interface Caller {
  readonly says: string
  readonly authn: Authn.Authn
  readonly requires?: Requirements
  /** The persona of those who are denied and may not know. */
  readonly persona: string
  /** The persona of those who are denied and may know. None: the permission check is not heard. */
  readonly knowing?: string
}

const requires: Requirements = { scopes: ['things:use'], acrValues: ['mfa'] }

const caller = (
  says: string,
  authn: Authn.Authn,
  rest: Partial<Pick<Caller, 'requires' | 'persona' | 'knowing'>> = {},
): Caller => ({ says, authn, persona: says, ...rest })

export const callers: ReadonlyArray<Caller> = [
  caller(names.visitors, Authn.anonymous, { knowing: `${names.visitors} who may know` }),
  caller(`${names.visitors} on a guarded route`, Authn.anonymous, {
    requires,
    persona: names.visitors,
  }),
  caller(names.signedIn, Authn.authenticated(), {
    persona: names.strangers,
    knowing: names.knowing,
  }),
  caller('callers with rejected credentials', Authn.rejected('invalid')),
  caller(
    'callers who are too weakly authenticated for the route',
    Authn.authenticated({ scopes: ['things:use'] }),
    { requires },
  ),
  caller('callers who lack a scope of the route', Authn.authenticated({ acr: 'mfa' }), {
    requires,
  }),
]

/** What the permission check says of a caller. */
export interface Check {
  readonly says: string
  readonly permission: Permission.Permission
}

const remedy = { missingPermissions: ['things:own'], requestAccess: '/access-requests' }
const stronger = { acrValues: ['hwk'], maxAge: 60 }

const denials = (mayKnow: boolean, may: string): ReadonlyArray<Check> => [
  { says: `denied and ${may} know`, permission: Permission.deny({ mayKnow }) },
  {
    says: `denied with a way to ask for access and ${may} know`,
    permission: Permission.deny({ mayKnow, ...remedy }),
  },
  {
    says: `denied for want of a stronger authentication and ${may} know`,
    permission: Permission.stepUp({ mayKnow, ...stronger }),
  },
]

export const checks: ReadonlyArray<Check> = [
  ...denials(false, 'may not'),
  ...denials(true, 'may'),
  { says: 'granted and may not know', permission: Permission.grant({ mayKnow: false }) },
  { says: 'granted', permission: Permission.grant() },
]

/** A request, but for the type of its resource. */
export interface Attempt extends Omit<RouteInWords, 'resource' | 'requires'> {
  readonly says: string
}

/** The table looks at what is expected, and at whether a collection is listed. */
export const attempts: ReadonlyArray<Attempt> = [
  { says: 'GET of an item', method: 'GET' },
  { says: 'PUT of a new item', method: 'PUT', expects: 'absent' },
  { says: 'PUT of a new or an old item', method: 'PUT', expects: 'either' },
  { says: 'GET of a collection', method: 'GET', shape: 'collection' },
  {
    says: 'GET of a collection that should not be there',
    method: 'GET',
    shape: 'collection',
    expects: 'absent',
  },
  {
    says: 'GET of a collection, there or not',
    method: 'GET',
    shape: 'collection',
    expects: 'either',
  },
]

/** Whether the thing is there, and whether an ancestor is in the way. */
export interface World {
  readonly says: string
  readonly state: ResourceState
  readonly isBlocked: boolean
  /** The permission, judged along with the ancestor. */
  readonly with: (permission: Permission.Permission) => Permission.Permission<string>
}

/** No policy names the type of the ancestor: it is hidden from everyone who is denied. */
const below =
  (...ancestor: Facts.Facts): World['with'] =>
  (permission) =>
    Facts.of({}, () => permission, { ancestors: [{ resource: above, facts: ancestor }] })[1]

const ways: ReadonlyArray<Pick<World, 'says' | 'with'>> = [
  { says: '', with: (permission) => permission },
  { says: ', below a missing ancestor', with: below('absent', Permission.grant()) },
  { says: ', below a hidden ancestor', with: below('present', Permission.deny()) },
]

/** Two by two: present and absent, and nothing else differs. */
export const worlds: ReadonlyArray<World> = ways.flatMap((way, i) =>
  resourceStates.map((state) => ({
    says: `${state}${way.says}`,
    state,
    isBlocked: i > 0,
    with: way.with,
  })),
)

/** One request by one caller in one world. */
export interface Situation {
  readonly caller: Caller
  readonly check: Check
  readonly attempt: Attempt
  readonly world: World
  readonly permission: Permission.Permission<string>
}

/** In the order of callers, attempts, checks and worlds: so the worlds stand two by two. */
export const situations: ReadonlyArray<Situation> = callers.flatMap((caller) =>
  attempts.flatMap((attempt) =>
    checks.flatMap((check) =>
      worlds.map((world) => ({
        caller,
        check,
        attempt,
        world,
        permission: world.with(check.permission),
      })),
    ),
  ),
)
