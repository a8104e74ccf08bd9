/**
 * What a policy says of one resource type.
 */
import { is, strictest, type Disclosure } from '../../domain/Disclosure.js'
import { isMade } from '../../domain/made.js'
import { disclosureOf, of, type Policy } from '../../domain/Policy.js'
import { attempt, ensure, plain } from '../../domain/read.js'
import { isWhole, type Service } from '../../domain/Service.js'

export interface PolicyClass {
  readonly disclosure: Disclosure
  readonly service: Service
  /** Whether the policy names the type, or the type fell to the default. */
  readonly named: boolean
}

/** Without a resource type, the strictest; nothing, where the policy is none. */
export const readPolicy = (u: unknown, resource: string | undefined): PolicyClass | undefined => {
  const policy = isMade(u) ? u : attempt(() => makeOf(u, resource), undefined)
  if (policy === undefined) return undefined
  const named = resource !== undefined && Object.hasOwn(policy.types, resource)
  return { disclosure: named ? disclosureOf(policy, resource) : strictest, service: policy.service, named }
}

/** A policy that was not made here: what is wanted of it is copied, must be whole, and is made as `of` would make it. */
const makeOf = (u: unknown, resource: string | undefined): Policy => {
  const { _tag, types, service } = plain(u)
  const all = plain(types)
  const disclosure = resource !== undefined && Object.hasOwn(all, resource) ? { ...plain(all[resource]) } : undefined
  ensure(_tag === 'Policy' && isWhole(service) && (disclosure === undefined || is(disclosure)))
  return of(resource === undefined || disclosure === undefined ? {} : { [resource]: disclosure }, service)
}

export const unknownPolicy: PolicyClass = { disclosure: strictest, service: of({}).service, named: false }
