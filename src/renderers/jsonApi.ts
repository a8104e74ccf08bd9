/**
 * An error of JSON:API 1.1.
 */
import type { Renderer } from '../wire/render.js'
import { detailsOf } from './details.js'
import { aText, codesAndTexts, sameCodes, type PerCode } from './words.js'

/** What `jsonApi` may be given. */
export interface JsonApiOptions {
  /** The `code` of the error. Default: that of the refusal. */
  readonly codes?: PerCode<string> | undefined
  /** The `title` of the error. Default: `texts`. */
  readonly texts?: PerCode<string> | undefined
}

/**
 * A renderer for JSON:API: `{ errors: [{ status, code, title, meta }] }`, as
 * `application/vnd.api+json`. The remedies of an honest refusal stand in `meta`.
 *
 * The `status` is that of the refusal. `withStatus` does not change the member.
 *
 * @param options - `codes` and `texts`, each for all codes.
 * @returns A renderer. It looks at no request.
 * @throws TypeError for a code that is missing or unknown, and for a text that is empty.
 * @example
 * render(unavailable, jsonApi()).body
 * // → '{"errors":[{"status":"503","code":"unavailable","title":"The service is unavailable"}]}'
 */
export const jsonApi = (options: JsonApiOptions = {}): Renderer => {
  const words = codesAndTexts('jsonApi', aText, sameCodes, options)
  return (refusal) => {
    const error = {
      status: String(refusal.status),
      code: words.codes[refusal.code],
      title: words.texts[refusal.code],
      meta: detailsOf(refusal),
    }
    return {
      headers: { 'content-type': 'application/vnd.api+json' },
      body: JSON.stringify({ errors: [error] }),
    }
  }
}
