/**
 * What the permission check said: two independent facts. May the caller act? May the caller know
 * whether the thing exists?
 *
 * Neither is guessed from the other: AIP-211 forbids it, and S3 grants GetObject without ListBucket.
 * About an absent thing, both are those of the least favoured thing that could stand there.
 */
import { isMade, permissionBrand } from '../lib/brand.js'
import { isNqchars, isSeconds, isText, toLink } from '../lib/grammar.js'
import { show } from '../lib/show.js'
import { drop, membersOf, none, textsOf, under, type Faults } from './Fault.js'
import { alone, type Any, type Permission } from './PermissionValue.js'
import { requestAccess as remedyOf } from './Remedy.js'

export { allOf, anyOf } from './permissions.js'
export type { Permission } from './PermissionValue.js'

const grants = /* @__PURE__ */ alone(true, true)
const blind = /* @__PURE__ */ alone(true, false)
const denies = /* @__PURE__ */ alone(false, false)
const deniesKnown = /* @__PURE__ */ alone(false, true)

/**
 * May act. A grant implies that the caller may know, unless `mayKnow: false` is said: such a caller
 * may act on the thing if it is there, and may not learn that it is not.
 *
 * @example
 * Permission.grant()
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
 * May not act. Without an argument, the caller may not know either: the safe default.
 *
 * What is missing and where to ask reach every caller who is entitled, and no other. A link with
 * characters that no URI has is percent-encoded. A dangerous one (`javascript:`) is dropped.
 *
 * @param denial - `mayKnow` has to be said.
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

/** May not act, and a stronger or fresher authentication is all that is missing (RFC 9470 §3). */
export const stepUp = (wanted: StepUp): Permission =>
  total(wanted, ['mayKnow', 'acrValues', 'maxAge'], (given, faults) => {
    const { acrValues = none, maxAge: age } = given
    const mayKnow = readMayKnow(faults, given.mayKnow)
    const acrs = textsOf(faults, 'acrValues', isNqchars, 'an acr value', acrValues)
    const fits = age === undefined || isSeconds(age)
    const maxAge = fits ? age : drop(faults, 'maxAge', 'whole seconds, 0 or more', age)
    const remedy = Object.freeze({ _tag: 'StepUp', acrValues: acrs, maxAge } as const)
    return alone(false, mayKnow, remedy, under('permission', faults))
  })

/** Whether `u` was made by one of these constructors or by the codec. */
export const is = (u: unknown): u is Any => isMade(permissionBrand, u)

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
