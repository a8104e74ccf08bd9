/**
 * What a policy says of one resource type.
 */
import * as Disclosure from '../../domain/Disclosure.js'
import { disclosureOf, isMade, type Policy } from '../../domain/Policy.js'
import * as Service from '../../domain/Service.js'
import { isRecord, total, type Read } from './total.js'

export interface PolicyClass {
  readonly disclosure: Disclosure.Disclosure
  readonly service: Service.Service
  /** Whether the policy names the type, or the type fell to the default. */
  readonly named: boolean
}

const unknownPolicy: Read<PolicyClass> = { disclosure: Disclosure.strictest, service: Service.of(), named: false, understood: false }

export const classifyPolicy: (u: unknown, resource: string) => Read<PolicyClass> = total((u: unknown, resource: string) => {
  if (!isRecord(u)) return unknownPolicy
  if (isMade(u))
    return { disclosure: disclosureOf(u, resource), service: u.service, named: Object.hasOwn(u.types, resource), understood: true }
  if (u['_tag'] !== 'Policy' || !isRecord(u['types']) || !Service.is(u['service'])) return unknownPolicy
  const disclosure: unknown = disclosureOf(u as unknown as Policy, resource)
  const named = Object.hasOwn(u['types'], resource)
  if (!Disclosure.is(disclosure)) return { disclosure: Disclosure.strictest, service: u['service'], named, understood: false }
  return { disclosure, service: u['service'], named, understood: true }
}, unknownPolicy)
