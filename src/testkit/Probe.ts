/**
 * A request that is worth trying, and the same as a question yet without a path.
 */

/** A request, ready for `fetch` but for the origin and the caller's credentials. */
export interface Probe {
  /** The method (RFC 9110 §9.1). */
  readonly method: string
  /** Made from the path of the hidden or of the missing thing. */
  readonly path: string
  /** The header fields, without the caller's credentials. */
  readonly headers: Readonly<Record<string, string>>
  /** The text of the body. Left out where the request has none. */
  readonly body?: string
}

/** A request yet without a path: what is asked of both the hidden and the missing thing. */
export interface Question {
  /** The request in words: the method, and what varies. */
  readonly name: string
  /** The request about the thing at a path. */
  readonly at: (path: string) => Probe
  /** What to change in a handler whose answer tells, in one sentence. */
  readonly mend?: string
}

const harmless = ['GET', 'HEAD', 'OPTIONS', 'TRACE', 'PROPFIND', 'QUERY', 'SEARCH', 'REPORT']

/** Does the method change nothing, as far as it means what it says (RFC 9110 §9.2.1)? */
export const isSafe = ({ method }: Probe): boolean => harmless.includes(method)
