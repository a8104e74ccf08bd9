/**
 * Neither confirm nor deny, over HTTP.
 */
export { decide, prepare, screen, type Prepared } from './engine/decide.js'
export { explain, type Explanation } from './engine/explain.js'
export { outage, type Outage } from './wire/outage.js'

export * as Authn from './domain/Authn.js'
export * as Chain from './engine/Chain.js'
export * as Disclosure from './domain/Disclosure.js'
export * as Facts from './domain/Facts.js'
export * as Permission from './domain/Permission.js'
export * as Policy from './domain/Policy.js'

export type { Answer } from './domain/Answer.js'
export type { Expects, Request, Requirements, Route, Sent, Shape } from './domain/Request.js'
export type { ResourceState } from './domain/ResourceState.js'
export type { Service } from './domain/Service.js'
export type { Conflict, Empty, Forbidden, Headers, NotFound, Ok, Problem, Refusal, Unauthenticated, Verdict } from './domain/Verdict.js'
