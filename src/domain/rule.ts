/**
 * Asking a rule of the application. A rule runs only where there is a row (or only where there is
 * none). So whatever it does wrong must look like a denial: a 503 would tell that there is a row.
 */
import { dismiss, isThenable } from '../lib/promise.js'
import { show } from '../lib/show.js'
import type { Fault } from './Fault.js'
import { alone, type Permission } from './PermissionValue.js'
import { permissionSeal } from './seals.js'

const denied = (fault: Fault): Permission => alone(false, false, undefined, [fault])

/** The permission that a rule gives; a denial with a fault where it throws or gives another value. */
export const ask = (name: string, rule: () => Permission): Permission => {
  try {
    return permissionOf(name, rule())
  } catch (cause) {
    dismiss(cause)
    return denied({ path: name, message: 'it threw, and so the caller is denied', cause })
  }
}

/** The permission, or a denial with a fault for what was not made. */
export const permissionOf = (path: string, u: unknown): Permission => {
  if (permissionSeal(u) !== undefined) return u as Permission
  dismiss(u)
  const got = isThenable(u) ? 'a promise (await what it needs before)' : show(u)
  return denied({ path, message: `expected a permission that Permission made, got ${got}: denied` })
}
