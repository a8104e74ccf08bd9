/**
 * An error of GraphQL over HTTP.
 */
import type { Renderer } from '../wire/render.js'
import { byAccept } from './choose.js'
import { detailsOf } from './details.js'
import type { WithHeaders } from './request.js'
import { aTextOrInteger, codesAndTexts, sameCodes, type PerCode } from './words.js'

/** What `graphQl` may be given. */
export interface GraphQlOptions {
  /** The `code` in the extensions of the error. Default: that of the refusal. */
  readonly codes?: PerCode<string | number> | undefined
  /** The `message` of the error. Default: `texts`. */
  readonly texts?: PerCode<string> | undefined
}

/**
 * A renderer for GraphQL: `{ errors: [{ message, extensions: { code, … } }] }`, without `data`, since
 * no field was resolved. The remedies of an honest refusal stand in `extensions`, beside the code.
 *
 * The type is `application/graphql-response+json`. It is `application/json` for a caller who prefers
 * that. The status stays: `withStatus(graphQl(), 200)` is for clients that read no other.
 *
 * It is for a refusal that is the whole answer. A field that is `null` with an error is the
 * resolver's.
 *
 * @param options - `codes` and `texts`, each for all codes.
 * @returns A renderer. It reads `headers` of the request.
 * @throws TypeError for a code that is missing or unknown, and for a text that is empty.
 * @example
 * render(unavailable, graphQl(), { headers: {} }).body
 * // → '{"errors":[{"message":"The service is unavailable","extensions":{"code":"unavailable"}}]}'
 */
export const graphQl = (options: GraphQlOptions = {}): Renderer<WithHeaders> => {
  const words = codesAndTexts('graphQl', aTextOrInteger, sameCodes, options)
  const as =
    (type: string): Renderer =>
    (refusal) => {
      const extensions = { code: words.codes[refusal.code], ...detailsOf(refusal) }
      const errors = [{ message: words.texts[refusal.code], extensions }]
      return { headers: { 'content-type': type }, body: JSON.stringify({ errors }) }
    }
  return byAccept({
    'application/graphql-response+json': as('application/graphql-response+json'),
    'application/json': as('application/json'),
  })
}
