/**
 * A catalogue of renderers: refusals in the words of others. Each is a pure function of the refusal
 * and of what the request carried.
 */
export { detailsOf, type Details } from './details.js'
export { jsonRpc, type JsonRpcOptions, type WithBody } from './jsonRpc.js'
export { texts, type Code, type PerCode } from './words.js'
