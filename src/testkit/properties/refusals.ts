/**
 * A generator of whole refusals, as `decide` and `enforce` give them, for what sends or renders them.
 */
import * as fc from 'fast-check'
import type { Problem, Refusal, Unavailable } from '../../domain/Verdict.js'
import { hostileText, seconds } from './data.js'
import { scopeToken } from './settings.js'

type Any = Refusal | Unavailable
type Extra = Omit<Problem, 'type' | 'title' | 'status'>

const none = fc.constant<Extra>({})

/** The tag, the status, and what a body may say beyond the status. */
const kinds: Readonly<
  Record<Any['code'], readonly [Any['_tag'], Any['status'], fc.Arbitrary<Extra>]>
> = {
  'authentication-required': ['Unauthenticated', 401, none],
  'invalid-credentials': [
    'Unauthenticated',
    401,
    fc.constant({ detail: 'The credentials were not accepted.' }),
  ],
  'step-up-required': [
    'Unauthenticated',
    401,
    fc.record(
      { acr_values: fc.constantFrom('mfa', 'mfa hwk'), max_age: seconds },
      { requiredKeys: [] },
    ),
  ],
  'insufficient-scope': ['Forbidden', 403, fc.record({ scope: scopeToken })],
  forbidden: ['Forbidden', 403, none],
  'permission-denied': [
    'Forbidden',
    403,
    fc.record(
      {
        missing_permissions: fc.array(hostileText, { maxLength: 2 }),
        request_access: fc.constantFrom('/access-requests', 'https://example.com/ask?for=this'),
      },
      { requiredKeys: [] },
    ),
  ],
  'not-found': ['NotFound', 404, none],
  'does-not-exist': ['NotFound', 404, none],
  unavailable: ['Unavailable', 503, none],
}

const challenge = fc.constantFrom(
  'Bearer',
  'Bearer realm="documents", DPoP algs="ES256"',
  'Basic realm="documents", charset="UTF-8"',
)

const vary = fc.constantFrom('Cookie', 'Cookie, X-API-Key')

const ofCode = (code: Any['code']): fc.Arbitrary<Any> => {
  const [_tag, status, extra] = kinds[code]
  const is401 = status === 401
  const headers = fc.record(
    { vary, 'www-authenticate': challenge, ...(is401 && { 'dpop-nonce': fc.constant('n0nce') }) },
    { requiredKeys: is401 ? ['www-authenticate'] : [] },
  )
  return fc.tuple(headers, extra, hostileText).map(
    ([some, more, title]) =>
      // the tag goes with the code and with the status
      ({
        _tag,
        status,
        code,
        headers: {
          'content-type': 'application/problem+json',
          'cache-control': 'no-store',
          ...(_tag === 'Unavailable' ? {} : some),
        },
        body: { type: 'about:blank', title, status, ...more },
      }) as Any,
  )
}

/** A refusal of any code, or the 503. Some of its texts are hostile. */
export const refusal: fc.Arbitrary<Refusal | Unavailable> = fc.oneof(
  ...(Object.keys(kinds) as ReadonlyArray<Any['code']>).map(ofCode),
)
