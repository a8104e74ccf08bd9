/**
 * What a decision must keep to, as plain predicates: of `decide`, or of whatever you have built
 * around it. Each holds of every input that the constructors made, or else the law is broken.
 */
import type { Authn } from '../domain/Authn.js'
import type { Facts, Reference } from '../domain/Facts.js'
import { of as factsOf } from '../domain/Facts.js'
import type { Permission } from '../domain/Permission.js'
import { combine, type Policy } from '../domain/Policy.js'
import type { ResourceState } from '../domain/ResourceState.js'
import * as Route from '../domain/Route.js'
import type { Verdict } from '../domain/Verdict.js'
import * as caller from '../observe/caller.js'
import { keyOf } from '../observe/Observation.js'

/** A route, or a plain object that can be made into one. */
export type Request = Route.Route | Route.RouteInWords

/** `decide`, or whatever you have built around it. The laws hold it to account. */
export type Decide = (
  request: Request,
  authn: Authn,
  state: ResourceState,
  permission: Permission<string, string>,
  policy: Policy,
) => Verdict

const routeOf = (request: Request): Route.Route => (Route.is(request) ? request : Route.of(request))

/** What is the same in both of two worlds. */
export interface Setting {
  /** The route. */
  readonly request: Request
  /** What authentication found out. */
  readonly authn: Authn
  /** What may be disclosed. */
  readonly policy: Policy
}

/** Facts about a thing, with its ancestors and the references of the request. */
export type AnyFacts = Facts<string, string>

const caseOf = (
  { request, authn, policy }: Setting,
  [state, permission]: AnyFacts,
): caller.Case => ({ route: routeOf(request), authn, policy, state, permission })

/**
 * Whether the caller is neither granted nor entitled to know. An ancestor may be the cause.
 *
 * @param setting - The route, the caller and the policy.
 * @param facts - The facts about the thing.
 * @returns `true` if the caller is a stranger to the thing.
 * @throws TypeError where the route is malformed.
 */
export const stranger = (setting: Setting, facts: AnyFacts): boolean =>
  caller.isStranger(caseOf(setting, facts))

/**
 * Whether rows 1 to 3 stop the caller: credentials rejected, or short of what the route requires.
 *
 * @param setting - The route and the caller. The policy does not matter.
 * @returns `true` if no fact about the thing can change the answer.
 * @throws TypeError where the route is malformed.
 */
export const stoppedEarly = ({ request, authn }: Setting): boolean =>
  caller.isStoppedEarly({ route: routeOf(request), authn })

const seen = (decide: Decide, { request, authn, policy }: Setting, facts: AnyFacts): string =>
  keyOf(decide(request, authn, ...facts, policy), facts[0])

/**
 * G1: to a stranger, all states and permissions look alike.
 *
 * @param decide - What is held to the law.
 * @returns A predicate of a setting and of two facts. `true` where the law holds.
 */
export const absenceEquivalence =
  (decide: Decide) =>
  (setting: Setting, x: AnyFacts, y: AnyFacts): boolean =>
    !stranger(setting, x) ||
    !stranger(setting, y) ||
    seen(decide, setting, x) === seen(decide, setting, y)

/** The same facts, in a request that names one more thing. */
const naming = ([state, permission]: AnyFacts, reference: Reference): AnyFacts => {
  const references = [reference]
  const [, along] = factsOf({}, () => permission as Permission, { references })
  return [state, along]
}

/**
 * G1 of a reference: to a stranger to a thing that the request names, whatever is true of the thing
 * looks alike.
 *
 * @param decide - What is held to the law.
 * @returns A predicate of a setting, of the facts about the target, and of two references. `true` where
 *   the law holds.
 */
export const referenceEquivalence =
  (decide: Decide) =>
  (setting: Setting, facts: AnyFacts, x: Reference, y: Reference): boolean => {
    const { requires } = routeOf(setting.request)
    const isStranger = ({ resource, expects = 'present', facts: about }: Reference): boolean =>
      caller.isStranger({ ...caseOf(setting, about), route: { resource, expects, requires } })
    return (
      x.resource !== y.resource ||
      x.expects !== y.expects ||
      !isStranger(x) ||
      !isStranger(y) ||
      seen(decide, setting, naming(facts, x)) === seen(decide, setting, naming(facts, y))
    )
  }

/**
 * G2 and G3: to the rejected, and to those who fall short of what the route requires, all states
 * and permissions look alike.
 *
 * @param decide - What is held to the law.
 * @returns A predicate of a setting and of two facts. `true` where the law holds.
 */
export const callerFirst =
  (decide: Decide) =>
  (setting: Setting, x: AnyFacts, y: AnyFacts): boolean =>
    !stoppedEarly(setting) || seen(decide, setting, x) === seen(decide, setting, y)

/**
 * G4: a 401 goes to the rejected, the anonymous, the weak, and those for whom a stronger
 * authentication would do. It always goes to the rejected and the weak. It has a challenge.
 *
 * @param decide - What is held to the law.
 * @returns A predicate of a setting and of facts. `true` where the law holds.
 */
export const credentialsOnly =
  (decide: Decide) =>
  (setting: Setting, facts: AnyFacts): boolean => {
    const { request, authn, policy } = setting
    const verdict = decide(request, authn, ...facts, policy)
    const about = caseOf(setting, facts)
    const always = authn._tag === 'Rejected' || caller.isWeak(about)
    if (verdict._tag !== 'Unauthenticated') return !always
    const challenge = verdict.headers['www-authenticate'] ?? ''
    return challenge !== '' && (always || authn._tag === 'Anonymous' || caller.wouldStepUp(about))
  }

/**
 * G5: leave to act goes to the granted, where the state is one that the request expects, and to
 * nobody else. A conflict goes to the granted, where there is something that should not be. An
 * empty list answers a GET of a collection. An unresolved reference is told only of a request that
 * names one, to a caller who is granted the target.
 *
 * @param decide - What is held to the law.
 * @returns A predicate of a setting and of facts. `true` where the law holds.
 */
export const leaveToAct =
  (decide: Decide) =>
  (setting: Setting, facts: AnyFacts): boolean => {
    const { request, authn, policy } = setting
    const { _tag } = decide(request, authn, ...facts, policy)
    const target = caseOf(setting, facts)
    const references = caller.referencesOf(target)
    const arrives = !stoppedEarly(setting)
    const targetIsOk = arrives && caller.mayAct(target)
    switch (_tag) {
      case 'Ok':
        return targetIsOk && references.every(caller.mayAct)
      case 'Conflict':
        return arrives && (conflicts(target) || (targetIsOk && references.some(conflicts)))
      case 'Empty':
        return isListing(request)
      case 'UnresolvedReference':
        return targetIsOk && !references.every(caller.mayAct)
      default:
        return !(targetIsOk && references.every(caller.mayAct))
    }
  }

const conflicts = (c: caller.Case): boolean =>
  c.state === 'present' && c.route.expects === 'absent' && caller.isGranted(c)

const isListing = ({ method, shape }: Request): boolean =>
  shape === 'collection' && (method === 'GET' || method === 'HEAD')

/**
 * G7: where two states look alike under a policy, they look alike under a stricter policy.
 *
 * @param decide - What is held to the law.
 * @returns A predicate of a setting, of a policy that is combined with that of the setting, of a
 *   permission, and of two states. `true` where the law holds.
 */
export const monotone =
  (decide: Decide) =>
  (
    setting: Setting,
    other: Policy,
    permission: Permission<string, string>,
    x: ResourceState,
    y: ResourceState,
  ): boolean => {
    const alike = (policy: Policy): boolean =>
      seen(decide, { ...setting, policy }, [x, permission]) ===
      seen(decide, { ...setting, policy }, [y, permission])
    return !alike(setting.policy) || alike(combine(setting.policy, other))
  }

/**
 * G12: the policy grants nothing. What is ok under one policy is ok under every other.
 *
 * @param decide - What is held to the law.
 * @returns A predicate of a setting, of another policy, and of facts. `true` where the law holds.
 */
export const policyGrantsNothing =
  (decide: Decide) =>
  ({ request, authn, policy }: Setting, other: Policy, facts: AnyFacts): boolean => {
    const isOk = (p: Policy): boolean => decide(request, authn, ...facts, p)._tag === 'Ok'
    return isOk(policy) === isOk(other)
  }
