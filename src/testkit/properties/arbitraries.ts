/**
 * Generators of all five arguments, made by the constructors, with data in them: scopes, texts,
 * links. Some of the data is hostile.
 *
 * The policies name `document`, `documents`, `document:delete` and `folder`. A request is sometimes
 * about another type.
 */
export { hostileText } from './data.js'
export { refusal } from './refusals.js'
export {
  authn,
  disclosure,
  policy,
  request,
  requires,
  resource,
  route,
  scopeToken,
  setting,
} from './settings.js'
export { ancestor, denied, facts, loneFacts, mark, permission, reference, state } from './worlds.js'
