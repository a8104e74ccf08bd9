/**
 * The codec of a policy file: a policy as people write it down, with what they expect of it.
 * `policy.schema.json`, beside this file, says to editors what decodes here.
 */
import type { Expectations, Expected } from '../domain/Expectations.js'
import * as Policy from '../domain/Policy.js'
import { constants, type Service } from '../domain/Service.js'
import { isPlainObject } from '../lib/read.js'
import { isList } from '../lib/show.js'
import { codec, type Codec } from './codec.js'
import { readService, readTypes, type PolicyDocument, type ServiceDocument } from './Policy.js'
import { dictionary, oneOf, struct, text } from './read.js'
import { typeName } from './Route.js'

/** A policy file as JSON has it. */
export interface PolicyFileDocument extends PolicyDocument {
  /** For editors: where the schema is. */
  readonly $schema?: string
  /** The version of the format. */
  readonly version: 1
  /** What strangers may learn of each type. Of a type without an entry, they may learn nothing. */
  readonly expect?: Expectations
}

/** What a policy file says. */
export interface PolicyFile {
  /** The policy. */
  readonly policy: Policy.Policy
  /** What strangers may learn of each type. Of a type without an entry, they may learn nothing. */
  readonly expect: Expectations
  /** The constants of the service that the file leaves out. Each is at its default. */
  readonly defaulted: ReadonlyArray<keyof Service>
}

const readExpectations = dictionary(typeName, oneOf<Expected>(['authenticated', 'public']))

const readFile = struct<PolicyFileDocument>(
  { version: oneOf([1]), types: readTypes },
  { $schema: text, service: readService, expect: readExpectations },
)

const constantNames = Object.keys(constants) as ReadonlyArray<keyof Service>

const make = ({ types, service = {}, expect = {} }: PolicyFileDocument): PolicyFile =>
  Object.freeze({
    policy: Policy.of<string>(types, service),
    expect: Object.freeze(expect),
    defaulted: Object.freeze(constantNames.filter((name) => !Object.hasOwn(service, name))),
  })

/** Lists and objects of its own. */
const copied = (u: unknown): unknown => (isList(u) ? [...u] : isPlainObject(u) ? { ...u } : u)

const encode = ({ policy, expect, defaulted }: PolicyFile): PolicyFileDocument => {
  const given = constantNames.filter(
    (name) => !defaulted.includes(name) && policy.service[name] !== undefined,
  )
  const service: ServiceDocument = Object.fromEntries(
    given.map((name) => [name, copied(policy.service[name])]),
  )
  return {
    version: 1,
    types: policy.types,
    ...(given.length > 0 ? { service } : {}),
    ...(Object.keys(expect).length > 0 ? { expect: { ...expect } } : {}),
  }
}

const isFile = (u: unknown): u is PolicyFile => {
  try {
    if (!isPlainObject(u) || !Policy.is(u['policy']) || !isList(u['defaulted'])) return false
    const misfits: Array<never> = []
    readExpectations(u['expect'], { misfits })
    return misfits.length === 0
  } catch {
    return false
  }
}

/**
 * A policy file: `version: 1`, the `types` and the `service` of a policy, and under `expect` what
 * strangers may learn. The file is parsed before, as JSON or YAML.
 *
 * Between processes, `Policy` is enough. What is decoded names the constants that are left out.
 * Whether the policy keeps to `expect` is a question for `unexpected` in `glomar/analysis`.
 *
 * @example
 * PolicyFile.decode({
 *   version: 1,
 *   types: { invoice: { existence: 'authenticated' }, document: {} },
 *   expect: { invoice: 'authenticated' },
 * })
 */
export const PolicyFile: Codec<PolicyFile, PolicyFileDocument> = codec(
  'PolicyFile',
  isFile,
  readFile,
  make,
  encode,
)
