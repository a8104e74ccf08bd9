/**
 * A catalogue of renderers: refusals in the words of others. Each is a pure function of the refusal
 * and of what the request carried.
 */
export { byAccept, byLanguage } from './choose.js'
export { detailsOf, type Details } from './details.js'
export { envelope, type EnvelopeMembers, type EnvelopeOptions } from './envelope.js'
export { graphQl, type GraphQlOptions } from './graphQl.js'
export { jsonApi, type JsonApiOptions } from './jsonApi.js'
export { jsonRpc, type JsonRpcOptions, type WithBody } from './jsonRpc.js'
export {
  html,
  plain,
  type HtmlOptions,
  type Labels,
  type PageParts,
  type PlainOptions,
} from './page.js'
export { problem, type ProblemOptions } from './problem.js'
export type { Fields, WithHeaders } from './request.js'
export { toLogin, type LeadsToLogin, type LoginOptions, type WithUrl } from './toLogin.js'
export { withStatus, type Statuses } from './withStatus.js'
export { texts, type Code, type PerCode } from './words.js'
