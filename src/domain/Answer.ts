/**
 * What the table can say, before it is spelt: a closed set. Each but the first three is one way to refuse.
 */
export type Answer =
  | 'ok'
  | 'empty'
  | 'conflict'
  /** 401 without an error: come back with credentials. */
  | 'challenge'
  /** 401 with the error of the scheme that was tried. */
  | 'rejected'
  /** 401: the route wants a stronger authentication. */
  | 'step-up'
  /** 403: the route wants more scopes. */
  | 'insufficient-scope'
  /** 404 that neither confirms nor denies. */
  | 'concealed-not-found'
  /** 403 that neither confirms nor denies. */
  | 'concealed-forbidden'
  /** 404 to a caller who may know: it is not there. */
  | 'not-found'
  /** 403 to a caller who may know, with its remedy. */
  | 'forbidden'
  /** 401: this thing wants a stronger authentication. */
  | 'step-up-for-this'
