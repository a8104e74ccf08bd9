/**
 * What the permission check said: two independent facts. May the caller act? May the caller know
 * whether the thing exists?
 *
 * Neither is guessed from the other: AIP-211 forbids it, and S3 grants GetObject without ListBucket.
 * About an absent thing, both are those of the least favoured thing that could stand there.
 */
import { isMade, permissionBrand } from '../lib/brand.js'
import { isNqchars, isSeconds, isText, toLink } from '../lib/grammar.js'
import { itemsOf, ownOf } from '../lib/read.js'
import { noSuch, show } from '../lib/show.js'
import { none, type Fault } from './Fault.js'
import { of, type Permission } from './PermissionValue.js'
import * as Remedy from './Remedy.js'

export { allOf, anyOf } from './permissions.js'
export type { Permission } from './PermissionValue.js'

const grants = /* @__PURE__ */ of(true, true)
const blind = /* @__PURE__ */ of(true, false)
const denies = /* @__PURE__ */ of(false, false)
const deniesKnown = /* @__PURE__ */ of(false, true)

/**
 * May act. A grant implies that the caller may know, unless `mayKnow: false` is said: such a caller
 * may act on the thing if it is there, and may not learn that it is not.
 *
 * @example
 * Permission.grant()
 */
export const grant = (options?: { readonly mayKnow?: boolean | undefined }): Permission => {
  if (options === undefined) return grants
  return total(options, ['mayKnow'], (given, faults) => {
    const mayKnow = given.mayKnow ?? true
    return readMayKnow(mayKnow, faults) && faults.length === 0
      ? grants
      : faults.length === 0
        ? blind
        : of(true, false, undefined, faults)
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
 * What is missing and where to ask reach every caller who is entitled, and no other.
 *
 * @param denial - `mayKnow` has to be said.
 * @example
 * Permission.deny({ mayKnow: true, missingPermissions: ['documents:write'] })
 */
export const deny = (denial?: Denial): Permission => {
  if (denial === undefined) return denies
  return total(denial, ['mayKnow', 'missingPermissions', 'requestAccess'], (given, faults) => {
    const mayKnow = readMayKnow(given.mayKnow, faults)
    const { missingPermissions = none, requestAccess } = given
    const link = requestAccess === undefined ? undefined : readLink(requestAccess, faults)
    const missing = readTexts(missingPermissions, 'missingPermissions', isText, 'text', faults)
    const remedy = Remedy.requestAccess(missing, link)
    if (remedy === undefined && faults.length === 0) return mayKnow ? deniesKnown : denies
    return of(false, mayKnow, remedy, faults.length === 0 ? none : faults)
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
    const mayKnow = readMayKnow(given.mayKnow, faults)
    const { acrValues = none, maxAge } = given
    const acrs = readTexts(acrValues, 'acrValues', isNqchars, 'an acr value', faults)
    const ages = maxAge === undefined || isSeconds(maxAge)
    if (!ages) fault(faults, 'maxAge', `expected whole seconds, 0 or more, got ${show(maxAge)}`)
    return of(
      false,
      mayKnow,
      { _tag: 'StepUp', acrValues: acrs, maxAge: ages ? maxAge : undefined },
      faults,
    )
  })

/** Whether `u` was made by one of these constructors or by the codec. */
export const is = (u: unknown): u is Permission<string, string> => isMade(permissionBrand, u)

/** Makes a permission of what is given. What cannot be read is a denial. */
const total = <A extends object>(
  given: A,
  members: ReadonlyArray<string>,
  make: (given: A, faults: Array<Fault>) => Permission,
): Permission => {
  const faults: Array<Fault> = []
  try {
    for (const name in given)
      if (!members.includes(name)) fault(faults, name, noSuch('member', name, members))
    return make(ownOf(given), faults)
  } catch (cause) {
    const message = `expected an object of ${members.join(', ')}, got ${show(given)}: denied`
    return of(false, false, undefined, [{ path: 'permission', message, cause }])
  }
}

const fault = (faults: Array<Fault>, name: string, message: string): void => {
  faults.push({ path: `permission.${name}`, message })
}

const readMayKnow = (u: unknown, faults: Array<Fault>): boolean => {
  if (typeof u !== 'boolean')
    fault(faults, 'mayKnow', `expected true or false, got ${show(u)}: the caller may not know`)
  return u === true
}

const readTexts = (
  u: unknown,
  name: string,
  fits: (item: unknown) => item is string,
  expected: string,
  faults: Array<Fault>,
): ReadonlyArray<string> => {
  if (u === none) return none
  const items = itemsOf(u)
  if (items === undefined) {
    fault(faults, name, `expected a list, got ${show(u)}: it was dropped`)
    return none
  }
  return items.filter((item, i): item is string => {
    if (fits(item)) return true
    fault(faults, `${name}[${String(i)}]`, `expected ${expected}, got ${show(item)}: dropped`)
    return false
  })
}

const readLink = (u: unknown, faults: Array<Fault>): string | undefined => {
  const link = isText(u) ? toLink(u) : undefined
  if (link === undefined) {
    const expected = 'a relative reference, or a link to the web or a mailbox'
    fault(faults, 'requestAccess', `expected ${expected}, got ${show(u)}: it was dropped`)
  } else if (link !== u)
    fault(faults, 'requestAccess', `${show(u)} is no URI reference: sent as ${show(link)}`)
  return link
}
