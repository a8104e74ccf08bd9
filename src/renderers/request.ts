/**
 * What a request carried, as the frameworks hand it over.
 */

/** Header fields: a `Headers` of fetch, or an object with names in any spelling. */
export type Fields =
  | { get(name: string): string | null }
  | { readonly [name: string]: string | ReadonlyArray<string> | undefined }

/**
 * As much of a request as is read where `Accept` or `Accept-Language` counts. It fits the requests of
 * Node, Express, Fastify, Koa and fetch, and the event of a Lambda function.
 */
export interface WithHeaders {
  /** The header fields that came. */
  readonly headers?: Fields | null | undefined
}

/** The value of a header field. A field that came several times is one list (RFC 9110 §5.3). */
export const fieldOf = (request: WithHeaders | undefined, name: string): string | undefined => {
  const fields = request?.headers
  if (fields === null || fields === undefined) return undefined
  const value = isHeaders(fields)
    ? fields.get(name)
    : Object.entries(fields).find(([key]) => key.toLowerCase() === name)?.[1]
  const all: unknown = Array.isArray(value) ? value.join() : value
  return typeof all === 'string' ? all : undefined
}

const isHeaders = (fields: Fields): fields is Extract<Fields, { get(name: string): unknown }> =>
  typeof fields['get'] === 'function'
