/**
 * What a decision must keep to, as plain predicates: of `decide`, or of whatever you have built around it. Each holds of every input that
 * is of its type (an age is finite, a maximum age a whole number), or else it is broken.
 */
import type { Authn } from '../domain/Authn.js'
import type { Facts } from '../domain/Facts.js'
import type { Permission } from '../domain/Permission.js'
import { combine, disclosureOf, type Policy } from '../domain/Policy.js'
import type { Request } from '../domain/Request.js'
import type { ResourceState } from '../domain/ResourceState.js'
import type { Verdict } from '../domain/Verdict.js'
import { keyOf } from '../proof/Observation.js'
import { fallsShort, isEntitled, isGranted, isStranger, isWeak, type Case } from '../proof/caller.js'

export type Decide = (request: Request, authn: Authn, state: ResourceState, permission: Permission, policy: Policy) => Verdict

/** What is the same in both of two worlds. */
export interface Setting {
  readonly request: Request
  readonly authn: Authn
  readonly policy: Policy
}

const caseOf = ({ request, authn, policy }: Setting, [state, permission]: Facts): Case => ({
  authn,
  requires: request.requires,
  existence: disclosureOf(policy, request.resource).existence,
  state,
  permission,
})

/** Whether the caller is neither granted nor entitled to know. */
export const stranger = (setting: Setting, facts: Facts): boolean => isStranger(caseOf(setting, facts))

/** Whether rows 1 to 3 stop the caller: credentials rejected, or short of what the route requires. */
export const stoppedEarly = ({ request: { requires }, authn }: Setting): boolean =>
  authn._tag === 'Rejected' || fallsShort({ authn, requires })

const seen = (decide: Decide, { request, authn, policy }: Setting, facts: Facts): string =>
  keyOf(decide(request, authn, ...facts, policy), facts[0])

/** G1: to a stranger, all states and permissions look alike. */
export const absenceEquivalence =
  (decide: Decide) =>
  (setting: Setting, x: Facts, y: Facts): boolean =>
    !stranger(setting, x) || !stranger(setting, y) || seen(decide, setting, x) === seen(decide, setting, y)

/** G2 and G3: to the rejected, and to those who fall short of what the route requires, all states and permissions look alike. */
export const callerFirst =
  (decide: Decide) =>
  (setting: Setting, x: Facts, y: Facts): boolean =>
    !stoppedEarly(setting) || seen(decide, setting, x) === seen(decide, setting, y)

/**
 * G4: a 401 goes to the rejected, the anonymous, the weak, and those for whom a stronger authentication would do, and always to the
 * rejected and the weak; with a challenge.
 */
export const credentialsOnly =
  (decide: Decide) =>
  (setting: Setting, facts: Facts): boolean => {
    const { request, authn, policy } = setting
    const verdict = decide(request, authn, ...facts, policy)
    const [, permission] = facts
    const always = authn._tag === 'Rejected' || isWeak({ authn, requires: request.requires })
    if (verdict._tag !== 'Unauthenticated') return !always
    const challenge = verdict.headers['www-authenticate']
    return (
      challenge !== undefined &&
      challenge !== '' &&
      (always ||
        authn._tag === 'Anonymous' ||
        (permission._tag === 'Denied' && permission.remedy?._tag === 'StepUp' && isEntitled(caseOf(setting, facts))))
    )
  }

const isExpected = (state: ResourceState, expects: Request['expects'] = 'present'): boolean =>
  state === 'present' ? expects !== 'absent' : state !== 'unreachable' && expects !== 'present'

/**
 * G5: leave to act goes to the granted, where the state is one that the request expects, and to nobody else; a conflict to the granted,
 * where there is something that should not be; an empty list to a GET of a collection.
 */
export const leaveToAct =
  (decide: Decide) =>
  (setting: Setting, facts: Facts): boolean => {
    const { request, authn, policy } = setting
    const { _tag } = decide(request, authn, ...facts, policy)
    const [state] = facts
    const may = !stoppedEarly(setting) && isGranted(caseOf(setting, facts))
    return (
      (_tag === 'Ok') === (may && isExpected(state, request.expects)) &&
      (_tag !== 'Conflict' || (may && state === 'present' && request.expects === 'absent')) &&
      (_tag !== 'Empty' || (request.shape === 'collection' && ['GET', 'HEAD'].includes(request.method)))
    )
  }

/** G7: what two states look alike under, a stricter policy keeps alike. */
export const monotone =
  (decide: Decide) =>
  (setting: Setting, other: Policy, permission: Permission, x: ResourceState, y: ResourceState): boolean => {
    const alike = (policy: Policy): boolean =>
      seen(decide, { ...setting, policy }, [x, permission]) === seen(decide, { ...setting, policy }, [y, permission])
    return !alike(setting.policy) || alike(combine(setting.policy, other))
  }
