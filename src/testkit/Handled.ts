/**
 * What a route of `enforce` returns where the handler was called. The value is whatever the handler
 * made: an answer, or data that the application sends as JSON.
 */

/** Leave to act was given, and this is what the handler made of it. */
export interface Handled {
  readonly _tag: 'Ok'
  /** An answer of any shape, or data that JSON can carry. */
  readonly value: unknown
}

const refusals: ReadonlyArray<unknown> = [
  'Unauthenticated',
  'Forbidden',
  'NotFound',
  'Unavailable',
  'Rendered',
]

/** Whether the handler made an answer. A row may have a status, or a tag of its own. */
export const isAnswer = (value: unknown): boolean => {
  if (typeof value !== 'object' || value === null) return false
  if ('_tag' in value) return refusals.includes(value._tag) && 'status' in value
  return 'statusCode' in value || ('status' in value && 'headers' in value)
}

/**
 * The data as JSON. Empty for `undefined`.
 *
 * @throws TypeError where JSON would leave something out: a map, a promise, a function.
 */
export const jsonOf = (value: unknown): string =>
  JSON.stringify(value, (_key, part: unknown) => {
    const lost = lostBy(part)
    if (lost === undefined) return part
    throw new TypeError(`expected an answer or data that JSON can carry, got a ${lost}`)
  }) ?? ''

/** What JSON would leave out, by its kind; `undefined` where it would leave out nothing. */
const lostBy = (part: unknown): string | undefined => {
  if (['function', 'symbol', 'bigint'].includes(typeof part)) return typeof part
  if (typeof part !== 'object' || part === null || Object.keys(part).length > 0) return undefined
  const kind = Object.prototype.toString.call(part).slice('[object '.length, -1)
  return ['Object', 'Array'].includes(kind) ? undefined : kind
}
