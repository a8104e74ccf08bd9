/**
 * The codec of an authn result.
 */
import * as Domain from '../domain/Authn.js'
import { isToken } from '../lib/grammar.js'
import { ownOf } from '../lib/read.js'
import { codec, written, type Codec } from './codec.js'
import { list, nqchars, oneOf, refined, struct, tagged, text } from './read.js'

interface AnonymousDocument {
  readonly _tag: 'Anonymous'
}

interface RejectedDocument {
  readonly _tag: 'Rejected'
  readonly reason: Domain.Reason
  readonly scheme?: string
}

interface NonceWantedDocument {
  readonly _tag: 'NonceWanted'
  readonly nonce: string
}

interface AuthenticatedDocument {
  readonly _tag: 'Authenticated'
  readonly scopes?: ReadonlyArray<string>
  readonly acr?: string
  readonly age?: number
  readonly scheme?: string
}

/** An authn result in the words of its constructors. */
export type AuthnDocument =
  AnonymousDocument | RejectedDocument | NonceWantedDocument | AuthenticatedDocument

const scheme = refined('an authentication scheme', isToken)
const isAge = (u: unknown): u is number => Number.isFinite(u) && (u as number) >= 0

const readAuthn = tagged({
  Anonymous: struct<AnonymousDocument>({ _tag: oneOf(['Anonymous']) }, {}),
  Rejected: struct<RejectedDocument>(
    {
      _tag: oneOf(['Rejected']),
      reason: oneOf(Domain.reasons),
    },
    { scheme },
  ),
  NonceWanted: struct<NonceWantedDocument>({ _tag: oneOf(['NonceWanted']), nonce: nqchars }, {}),
  Authenticated: struct<AuthenticatedDocument>(
    { _tag: oneOf(['Authenticated']) },
    { scopes: list(text), acr: text, age: refined('seconds, 0 or more', isAge), scheme },
  ),
})

type Why = Parameters<typeof Domain.rejected>[0]

const make = (document: AuthnDocument): Domain.Authn => {
  switch (document._tag) {
    case 'Anonymous':
      return Domain.anonymous
    case 'Rejected':
      // a nonce that is wanted, and that did not fit, leaves its reason behind
      return Domain.rejected(document.reason as Why, document.scheme)
    case 'NonceWanted':
      return Domain.nonceWanted(document.nonce)
    case 'Authenticated': {
      const { _tag, ...credentials } = document
      return Domain.authenticated(ownOf(credentials))
    }
  }
}

const encode = ({ faults, ...authn }: Domain.Authn): AuthnDocument =>
  authn._tag === 'Rejected' && authn.nonce !== undefined
    ? { _tag: 'NonceWanted', nonce: authn.nonce }
    : written<AuthnDocument>(authn)

/**
 * What authentication found out, in the words of the constructors: `Anonymous`, `Rejected`,
 * `NonceWanted` or `Authenticated`.
 *
 * @example
 * Authn.decode({ _tag: 'Authenticated', scopes: ['documents:read'], acr: 'mfa', age: 40 })
 */
export const Authn: Codec<Domain.Authn, AuthnDocument> = codec(
  'Authn',
  Domain.is,
  readAuthn,
  make,
  encode,
)
