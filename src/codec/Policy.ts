/**
 * The codec of a disclosure policy.
 */
import { knobs, type Disclosure } from '../domain/Disclosure.js'
import * as Domain from '../domain/Policy.js'
import {
  constants,
  fitsList,
  listOf,
  misfit,
  misnomer,
  type Constant,
  type Service,
} from '../domain/Service.js'
import { isPlainObject } from '../lib/read.js'
import { codec, written, type Codec } from './codec.js'
import { checked, dictionary, list, oneOf, struct, type Read } from './read.js'
import { typeName } from './Route.js'

export type ServiceDocument = { readonly [K in keyof Service]?: Exclude<Service[K], undefined> }

/** A policy as JSON has it. */
export interface PolicyDocument {
  /** For each resource type, its knobs. A knob that is left out is at its strictest. */
  readonly types: { readonly [type: string]: Partial<Disclosure> }
  /** The constants of the service. One that is left out is at its default. */
  readonly service?: ServiceDocument
}

const one = (constant: Constant): Read<string> => checked((u) => misfit(constant, u))
const several = (constant: Constant): Read<ReadonlyArray<string>> =>
  list(one(constant), ({ length }) => (fitsList(constant, length) ? undefined : listOf(constant)))

/** Text for each name. Too many names are one misfit. */
const named = (constant: Constant): Read<Service['parameters']> => {
  const all = dictionary(misnomer, one(constant))
  const tooMany = checked<Service['parameters']>(() => listOf(constant))
  return (u, at) =>
    (isPlainObject(u) && !fitsList(constant, Object.keys(u).length) ? tooMany : all)(u, at)
}

export const readTypes: Read<PolicyDocument['types']> = dictionary(
  typeName,
  struct<Partial<Disclosure>>(
    {},
    {
      existence: oneOf(knobs.existence),
      anonymous: oneOf(knobs.anonymous),
      concealAs: oneOf(knobs.concealAs),
      list: oneOf(knobs.list),
    },
    'knob',
  ),
)

export const readService: Read<ServiceDocument> = struct<ServiceDocument>(
  {},
  {
    realm: one(constants.realm),
    schemes: several(constants.schemes),
    algs: several(constants.algs),
    resourceMetadata: one(constants.resourceMetadata),
    vary: several(constants.vary),
    problems: one(constants.problems),
    parameters: named(constants.parameters),
  },
  'constant',
)

/**
 * A disclosure policy. In its document, a knob that is left out is at its strictest, and a constant
 * at its default.
 *
 * The compiler does not know the resource types of a policy that was decoded, and so it takes any.
 *
 * @example
 * Policy.decode({ types: { document: { existence: 'if-may-know' } } })
 */
export const Policy: Codec<Domain.Policy, PolicyDocument> = codec(
  'Policy',
  Domain.is,
  struct<PolicyDocument>({ types: readTypes }, { service: readService }),
  ({ types, service }): Domain.Policy => Domain.of<string>(types, service),
  ({ types, service: { parameters, ...service } }) => ({
    types,
    service: written<ServiceDocument>({
      ...service,
      parameters: Object.keys(parameters).length > 0 ? { ...parameters } : undefined,
    }),
  }),
)
