/**
 * Several permissions taken together. Combining them by hand, and forgetting `mayKnow`, is a leak.
 */
import { under } from './Fault.js'
import { alone, along, type Any, type Permission } from './PermissionValue.js'
import * as Remedy from './Remedy.js'
import { permissionOf } from './rule.js'

/**
 * Several permissions, all of which are needed. Never throws: what was not made counts as a denial,
 * with a fault.
 *
 * @param permissions - One or more. Their order never matters.
 * @returns Granted if all are. The caller may know if they may by all of them. The remedies of the
 *   denials are taken together. Of no permissions: `deny()`, with a fault.
 * @example
 * Permission.allOf(Permission.grant(), Permission.deny())._tag // → 'Denied'
 */
export const allOf = (...permissions: ReadonlyArray<Permission>): Permission =>
  combined('allOf', permissions, (all) => {
    const denied = all.filter(isDenied)
    const mayKnow = all.every((p) => p.mayKnow)
    const remedy = Remedy.all(denied.map((p) => p.remedy))
    return alone(denied.length === 0, mayKnow, remedy, Remedy.faultsIn('allOf', remedy))
  })

/**
 * Several permissions, any one of which will do. Never throws: what was not made counts as a denial,
 * with a fault.
 *
 * @param permissions - One or more.
 * @returns Granted if any is. The caller may know if they may by any of them. The remedy is that of the
 *   first denial that has one and may know. Of no permissions: `deny()`, with a fault.
 * @example
 * Permission.anyOf(Permission.grant(), Permission.deny())._tag // → 'Granted'
 */
export const anyOf = (...permissions: ReadonlyArray<Permission>): Permission =>
  combined('anyOf', permissions, (all) => {
    const acts = !all.every(isDenied)
    const remedy = all.find((p) => p.mayKnow && p.remedy !== undefined)?.remedy
    const mayKnow = all.some((p) => p.mayKnow)
    return alone(acts, mayKnow, acts ? undefined : remedy)
  })

const isDenied = (p: Permission): boolean => p._tag === 'Denied'

/** Faults and things judged along with the target are kept. What was not made is a denial. */
const combined = (
  name: string,
  permissions: ReadonlyArray<Permission>,
  combine: (all: ReadonlyArray<Permission>) => Permission,
): Permission => {
  const none = [{ path: name, message: 'expected one permission or more: denied' }]
  if (permissions.length === 0) return alone(false, false, undefined, none)
  const all = permissions.map((p) => permissionOf('', p))
  const faults = all.flatMap((p, i) => under(`${name}[${String(i)}]`, p.faults))
  const ancestors = all.flatMap((p: Any) => p.ancestors)
  const references = all.flatMap((p: Any) => p.references)
  return along(combine(all), faults, ancestors, references) as Permission
}
