/**
 * What the permission check said: two independent facts. May the caller act? May the caller know
 * whether the thing exists?
 *
 * Neither is guessed from the other: AIP-211 forbids it, and S3 grants GetObject without ListBucket.
 * About an absent thing, both are those of the least favoured thing that could stand there.
 */
import { isNqchars, isSeconds, isText, toLink } from '../lib/grammar.js'
import { show } from '../lib/show.js'
import { drop, membersOf, none, textsOf, under, type Faults } from './Fault.js'
import { alone, type Any, type Permission } from './PermissionValue.js'
import { requestAccess as remedyOf } from './Remedy.js'
import { permissionSeal } from './seals.js'

export { permissionEq as Eq, permissionShow as Show } from './instances.js'
export { allOf, anyOf } from './permissions.js'
export type { Permission } from './PermissionValue.js'

const grants = /* @__PURE__ */ alone(true, true)
const blind = /* @__PURE__ */ alone(true, false)
const denies = /* @__PURE__ */ alone(false, false)
const deniesKnown = /* @__PURE__ */ alone(false, true)

/**
 * The caller may act. A grant implies that the caller may know, unless `mayKnow: false` is said. Such a
 * caller may act on the thing if it is there, and may not learn that it is not.
 *
 * Never throws. Options that do not fit leave a grant without `mayKnow`, with a fault. Options that
 * cannot be read at all are a denial.
 *
 * @param options - `mayKnow`: whether the caller may know that the thing exists. Default: `true`.
 * @returns The permission, for `Facts.of` or `decide`.
 * @example
 * Permission.grant().mayKnow // → true
 * Permission.grant({ mayKnow: false }).mayKnow // → false
 */
export const grant = (options?: { readonly mayKnow?: boolean | undefined }): Permission => {
  if (options === undefined) return grants
  return total(options, ['mayKnow'], ({ mayKnow = true }, faults) => {
    const knows = readMayKnow(faults, mayKnow)
    if (faults.length === 0) return knows ? grants : blind
    return alone(true, false, undefined, under('permission', faults))
  })
}

/** What the application says about a denial. */
export interface Denial {
  /** Whether the caller may know that the thing exists. It has to be said. */
  readonly mayKnow: boolean
  /** The names of the permissions that are missing. */
  readonly missingPermissions?: ReadonlyArray<string> | undefined
  /** Where to ask for access: a relative reference, or a link to the web or a mailbox. */
  readonly requestAccess?: string | undefined
}

/**
 * The caller may not act. Without an argument, the caller may not know either: the safe default.
 *
 * What is missing and where to ask reach every caller who is entitled, and no other. A link with
 * characters that no URI has is percent-encoded. A dangerous one (`javascript:`) is dropped.
 *
 * Never throws. What does not fit is dropped, with a fault, and the caller stays denied.
 *
 * @param denial - Whether the caller may know, which has to be said; what is missing; where to ask.
 * @returns The permission, for `Facts.of` or `decide`.
 * @example
 * Permission.deny({ mayKnow: true, missingPermissions: ['documents:write'] })
 */
export const deny = (denial?: Denial): Permission => {
  if (denial === undefined) return denies
  return total(denial, ['mayKnow', 'missingPermissions', 'requestAccess'], (given, faults) => {
    const { missingPermissions = none, requestAccess } = given
    const mayKnow = readMayKnow(faults, given.mayKnow)
    const missing = textsOf(faults, 'missingPermissions', isText, 'text', missingPermissions)
    const link = requestAccess === undefined ? undefined : readLink(faults, requestAccess)
    const remedy = remedyOf(missing, link)
    if (remedy === undefined && faults.length === 0) return mayKnow ? deniesKnown : denies
    return alone(false, mayKnow, remedy, under('permission', faults))
  })
}

/** A stronger or fresher authentication (RFC 9470 §3). */
export interface StepUp {
  /** Whether the caller may know that the thing exists. It has to be said. */
  readonly mayKnow: boolean
  /** Authentication context classes, any one of which would do. */
  readonly acrValues?: ReadonlyArray<string> | undefined
  /** Seconds since the authentication, at most. */
  readonly maxAge?: number | undefined
}

/**
 * The caller may not act, and a stronger or fresher authentication is all that is missing. A caller who
 * is entitled gets a 401 that says which (RFC 9470 §3).
 *
 * What a *route* asks of every caller belongs in its `requires`. Never throws: what does not fit is
 * dropped, with a fault, and the caller stays denied.
 *
 * @param wanted - Whether the caller may know, which has to be said; which authentication would do.
 * @returns The permission, for `Facts.of` or `decide`.
 * @example
 * Permission.stepUp({ mayKnow: true, acrValues: ['mfa'], maxAge: 300 })
 */
export const stepUp = (wanted: StepUp): Permission =>
  total(wanted, ['mayKnow', 'acrValues', 'maxAge'], (given, faults) => {
    const { acrValues = none, maxAge: age } = given
    const mayKnow = readMayKnow(faults, given.mayKnow)
    const acrs = textsOf(faults, 'acrValues', isNqchars, 'an acr value', acrValues)
    const fits = age === undefined || isSeconds(age)
    const maxAge = fits ? age : drop(faults, 'maxAge', 'whole seconds, 0 or more', age)
    const remedy = Object.freeze({
      _tag: 'StepUp',
      acrValues: Object.freeze(acrs),
      maxAge,
    } as const)
    return alone(false, mayKnow, remedy, under('permission', faults))
  })

/**
 * Whether a value was made by one of these constructors or by the codec.
 *
 * @param u - Any value. A copy, a proxy and what comes from JSON are not made.
 * @returns `true` if it was made.
 */
export const is = (u: unknown): u is Any => permissionSeal(u) !== undefined

/** Makes a permission of what is given. What cannot be read is a denial. */
const total = <A extends object>(
  given: A,
  names: ReadonlyArray<string>,
  read: (given: A, faults: Faults) => Permission,
): Permission => {
  const faults: Faults = []
  try {
    return read(membersOf(faults, 'member', given, names), faults)
  } catch (cause) {
    const message = `expected an object of ${names.join(', ')}, got ${show(given)}: denied`
    return alone(false, false, undefined, [{ path: 'permission', message, cause }])
  }
}

const readMayKnow = (faults: Faults, u: unknown): boolean =>
  typeof u === 'boolean' ? u : (drop(faults, 'mayKnow', 'true or false', u) ?? false)

const readLink = (faults: Faults, u: unknown): string | undefined => {
  const link = isText(u) ? toLink(u) : undefined
  if (link === undefined) return drop(faults, 'requestAccess', 'a link to the web or a mailbox', u)
  if (link !== u) drop(faults, 'requestAccess', `a URI reference (sent as ${link})`, u)
  return link
}
