/**
 * What a policy says of one resource type.
 */
import * as Disclosure from '../../domain/Disclosure.js'
import { isPlainObject } from '../../domain/grammar.js'
import { isMade } from '../../domain/made.js'
import { disclosureOf, of } from '../../domain/Policy.js'
import * as Service from '../../domain/Service.js'
import { total, type Read } from './total.js'

export interface PolicyClass {
  readonly disclosure: Disclosure.Disclosure
  readonly service: Service.Service
  /** Whether the policy names the type, or the type fell to the default. */
  readonly named: boolean
}

const unknownPolicy: Read<PolicyClass> = { disclosure: Disclosure.strictest, service: Service.of(), named: false, understood: false }

/** Without a resource type, the strictest. */
export const classifyPolicy = (u: unknown, resource: string | undefined): Read<PolicyClass> => total(read, unknownPolicy, u, resource)

const read = (u: unknown, resource: string | undefined): Read<PolicyClass> => {
  if (isMade(u)) {
    const named = resource !== undefined && Object.hasOwn(u.types, resource)
    return { disclosure: named ? disclosureOf(u, resource) : Disclosure.strictest, service: u.service, named, understood: true }
  }
  return isPlainObject(u) ? readHandMade(u, resource) : unknownPolicy
}

/** A policy that was not made here: what is wanted of it is copied, and made as `of` would make it. */
const readHandMade = (
  { _tag, types, service: given }: Readonly<Record<string, unknown>>,
  resource: string | undefined,
): Read<PolicyClass> => {
  if (_tag !== 'Policy' || !isPlainObject(types) || !Service.isWhole(given)) return unknownPolicy
  const { service } = of({}, given)
  if (resource === undefined || !Object.hasOwn(types, resource))
    return { disclosure: Disclosure.strictest, service, named: false, understood: true }
  const disclosure = types[resource]
  const copy = isPlainObject(disclosure) ? { ...disclosure } : {}
  return Disclosure.is(copy)
    ? { disclosure: Disclosure.of(copy), service, named: true, understood: true }
    : { disclosure: Disclosure.strictest, service, named: true, understood: false }
}
