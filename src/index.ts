/**
 * Neither confirm nor deny, over HTTP.
 */
export { decide, decideBeforeLookup, type Request } from './engine/decide.js'
export { explain, type Explained, type Explanation } from './explain/explain.js'
export { unavailable } from './wire/refusals.js'
export { render, type Rendered, type Renderer, type Rendering } from './wire/render.js'

export * as Authn from './domain/Authn.js'
export * as Disclosure from './domain/Disclosure.js'
export * as Facts from './domain/Facts.js'
export * as Permission from './domain/Permission.js'
export * as Policy from './domain/Policy.js'
export * as Route from './domain/Route.js'

export type { Fault } from './domain/Fault.js'
export type { Remedy } from './domain/Remedy.js'
export type { ResourceState } from './domain/ResourceState.js'
export type { Service } from './domain/Service.js'
export { Verdict } from './domain/Verdict.js'
export type * from './domain/Verdict.js'
