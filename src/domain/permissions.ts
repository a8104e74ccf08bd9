/**
 * Several permissions taken together. Combining them by hand, and forgetting `mayKnow`, is a leak.
 */
import { isMade, permissionBrand } from '../lib/brand.js'
import { show } from '../lib/show.js'
import { under } from './Fault.js'
import { along, of, type Any, type Permission } from './PermissionValue.js'
import * as Remedy from './Remedy.js'

/**
 * Granted if all are. The caller may know if they may by all of them. The remedies of the denials
 * are taken together. Of no permissions: `deny()`, with a fault.
 */
export const allOf = (...permissions: ReadonlyArray<Permission>): Permission =>
  combined('allOf', permissions, (all) => {
    const denied = all.filter(isDenied)
    const mayKnow = all.every((p) => p.mayKnow)
    return of(denied.length === 0, mayKnow, Remedy.all(denied.map((p) => p.remedy)))
  })

/**
 * Granted if any is. The caller may know if they may by any of them. The remedy is that of the first
 * denial that has one and may know. Of no permissions: `deny()`, with a fault.
 */
export const anyOf = (...permissions: ReadonlyArray<Permission>): Permission =>
  combined('anyOf', permissions, (all) => {
    const acts = !all.every(isDenied)
    const remedy = all.find((p) => p.mayKnow && p.remedy !== undefined)?.remedy
    return of(
      acts,
      all.some((p) => p.mayKnow),
      acts ? undefined : remedy,
    )
  })

const isDenied = (p: Permission): boolean => p._tag === 'Denied'

/** Faults and things judged along with the target are kept. What was not made is a denial. */
const combined = (
  name: string,
  permissions: ReadonlyArray<Permission>,
  combine: (all: ReadonlyArray<Permission>) => Permission,
): Permission => {
  const nothing = {
    path: 'permission',
    message: `${name}: expected one permission or more: denied`,
  }
  if (permissions.length === 0) return of(false, false, undefined, [nothing])
  const all: ReadonlyArray<Any> = permissions.map((p) =>
    isMade(permissionBrand, p) ? p : unmade(p),
  )
  const faults = all.flatMap((p, i) => under(`${name}[${String(i)}]`, p.faults))
  const ancestors = all.flatMap((p) => p.ancestors)
  const references = all.flatMap((p) => p.references)
  return along(
    combine(all as ReadonlyArray<Permission>),
    faults,
    ancestors,
    references,
  ) as Permission
}

const unmade = (u: unknown): Permission => {
  const message = `expected a permission that Permission made, got ${show(u)}: denied`
  return of(false, false, undefined, [{ path: 'permission', message }])
}
