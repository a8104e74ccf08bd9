/**
 * Codecs for data from outside: a policy in a file, facts from another process.
 *
 * `Policy.decode(json)` is io-ts's `Either`: on the right a value that a constructor made, on the
 * left every error. `report` turns errors into sentences. What a constructor would fault, mend or
 * throw at does not decode. `encode` gives the plain document that decodes to an equal value. The
 * codecs are Standard Schemas as well: whoever validates by those takes them as they are.
 */
export type { Expectations, Expected } from '../domain/Expectations.js'
export type { Codec, StandardSchema } from './codec.js'
export { Authn, type AuthnDocument } from './Authn.js'
export { Facts, type FactsDocument } from './Facts.js'
export {
  Permission,
  type AncestorDocument,
  type PermissionDocument,
  type ReferenceDocument,
} from './Permission.js'
export { Policy, type PolicyDocument } from './Policy.js'
export { PolicyFile, type PolicyFileDocument } from './PolicyFile.js'
export { report } from './report.js'
export { ResourceState } from './ResourceState.js'
export { Route, type RouteDocument } from './Route.js'
