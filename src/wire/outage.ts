/**
 * What is answered when a fact could not be had: a store or a permission service is down. It is no verdict, because nothing
 * was decided.
 */
import type { Headers, Problem } from '../domain/Verdict.js'
import { phrases } from './phrases.js'

export interface Outage {
  readonly _tag: 'Outage'
  readonly status: 503
  readonly headers: Headers
  readonly body: Problem
}

/**
 * The same for every resource (RFC 9110 §15.6.4). Past rows 1 to 3 of the table, send it whenever either fact is missing, even
 * where the other alone would decide: otherwise an outage of the permission service would tell which things exist.
 */
export const outage: Outage = /* @__PURE__ */ Object.freeze({
  _tag: 'Outage',
  status: 503,
  headers: /* @__PURE__ */ Object.freeze({ 'content-type': 'application/problem+json', 'cache-control': 'no-store' }),
  body: /* @__PURE__ */ Object.freeze({ type: 'about:blank', title: phrases[503], status: 503 }),
})
