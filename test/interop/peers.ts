/**
 * What peers may say, salted with a mark, beside what it means: so that whoever forwards a word of
 * it is found, and whoever misreads it.
 */
import { createMongoAbility, type MongoAbility } from '@casl/ability'
import * as fc from 'fast-check'
import type { Authn, Permission } from 'glomar'
import * as authzen from 'glomar/interop/authzen'
import * as casl from 'glomar/interop/casl'
import * as cedar from 'glomar/interop/cedar'
import * as bearer from 'glomar/interop/express-oauth2-jwt-bearer'
import * as jose from 'glomar/interop/jose'
import { arbitrary as arb } from 'glomar/testkit/properties'

export const adapters = { authzen, casl, cedar, bearer, jose }
export type Adapters = typeof adapters

/** What marks every word of a peer. */
export const mark = 'said-by-the-peer'

const marked = fc.oneof(
  fc.constant(mark),
  fc.constantFrom('/', ' ', '"').map((text) => text + mark),
  arb.hostileText.map((text) => mark + text),
)

/** What a peer said about the caller, or could not say. */
export interface Caller {
  readonly peer: string
  readonly means: Authn.Authn['_tag'] | 'Unavailable'
  readonly ask: (adapters: Adapters) => Authn.Authn
}

const errorOf = (message: string, members: object): Error =>
  Object.assign(new Error(message, { cause: members }), members)

const aboutToken = [
  'ERR_JWT_EXPIRED',
  'ERR_JWT_CLAIM_VALIDATION_FAILED',
  'ERR_JWT_INVALID',
  'ERR_JWS_INVALID',
  'ERR_JWS_SIGNATURE_VERIFICATION_FAILED',
  'ERR_JOSE_ALG_NOT_ALLOWED',
  'ERR_JOSE_NOT_SUPPORTED',
  'ERR_JWKS_NO_MATCHING_KEY',
]
const aboutKeys = [
  'ERR_JWKS_TIMEOUT',
  'ERR_JWKS_INVALID',
  'ERR_JOSE_GENERIC',
  'ERR_JWK_INVALID',
  undefined,
  'ECONNREFUSED',
  mark,
]

const joseError: fc.Arbitrary<Caller> = fc
  .record({
    code: fc.oneof(fc.constantFrom(...aboutToken), fc.constantFrom(...aboutKeys)),
    message: marked,
    claim: fc.oneof(fc.constantFrom('aud', 'exp'), marked),
    reason: marked,
    payload: fc.record({ sub: marked, scope: marked }),
    name: marked,
  })
  .map(({ message, ...members }) => ({
    peer: 'jose',
    means: aboutToken.includes(members.code ?? '') ? 'Rejected' : 'Unavailable',
    ask: (from) => from.jose.rejection(errorOf(message, members)),
  }))

const bearerError: fc.Arbitrary<Caller> = fc
  .record({
    said: fc.oneof(
      marked.chain((text) =>
        fc.constantFrom(
          {
            code: 'invalid_token',
            message: `Unexpected '${text}' value`,
            means: 'Rejected' as const,
          },
          {
            code: 'invalid_token',
            message: `Unsupported algorithm "${text}" for JWKS-based verification`,
            means: 'Rejected' as const,
          },
          { code: 'invalid_token', message: text, means: 'Unavailable' as const },
          { code: 'invalid_dpop_proof', message: text, means: 'Rejected' as const },
          { code: 'insufficient_scope', message: text, means: 'Unavailable' as const },
          { code: text, message: text, means: 'Unavailable' as const },
          { code: undefined, message: text, means: 'Anonymous' as const },
        ),
      ),
      fc.constantFrom(
        {
          code: 'invalid_token',
          message: '"exp" claim timestamp check failed',
          means: 'Rejected' as const,
        },
        {
          code: 'invalid_token',
          message: 'Failed to fetch authorization server metadata',
          means: 'Unavailable' as const,
        },
        {
          code: 'invalid_token',
          message: 'connect ECONNREFUSED 127.0.0.1:443',
          means: 'Unavailable' as const,
        },
      ),
    ),
    headers: fc.record({ 'WWW-Authenticate': marked }),
  })
  .map(({ said: { code, message, means }, headers }) => ({
    peer: 'express-oauth2-jwt-bearer',
    means,
    ask: (from) =>
      from.bearer.rejection(
        errorOf(message, { code, headers, name: 'UnauthorizedError', status: 401 }),
      ),
  }))

const claims: fc.Arbitrary<Caller> = fc
  .record(
    {
      scope: fc.oneof(marked, arb.scopeToken, fc.nat()),
      scp: fc.array(fc.oneof(marked, fc.nat()), { maxLength: 2 }),
      acr: fc.oneof(marked, fc.nat()),
      auth_time: fc.oneof(marked, fc.nat()),
      sub: marked,
    },
    { requiredKeys: [] },
  )
  .map((said) => ({
    peer: 'claims',
    means: 'Authenticated',
    ask: (from) => from.jose.authenticated(said, new Date(2e12)),
  }))

export const caller: fc.Arbitrary<Caller> = fc.oneof(joseError, bearerError, claims)

/** What an engine said about acting and about knowing, or could not say. */
export interface Rights {
  readonly peer: string
  readonly means: { readonly acts: boolean; readonly knows: boolean } | 'Unavailable'
  readonly ask: (adapters: Adapters) => Permission.Permission
}

/** What the application says itself. */
const remedy = fc.constantFrom(
  {},
  { missingPermissions: ['documents:delete'] },
  { missingPermissions: ['documents:delete'], requestAccess: '/access-requests' },
)

interface Said<A> {
  readonly means: boolean | undefined
  readonly answer: A
}

/** What is said beside the act: nothing, a fact of the application, or what the engine said. */
type Beside<A> = { readonly mayKnow: boolean | A } | undefined

const engine = <A>(
  peer: string,
  said: fc.Arbitrary<Said<A>>,
  ask: (from: Adapters, answer: A, options: Beside<A>) => Permission.Permission,
): fc.Arbitrary<Rights> =>
  fc
    .tuple(said, fc.oneof(fc.constant(undefined), fc.boolean(), said), remedy)
    .map(([act, know, app]) => {
      const knowing = typeof know === 'object' ? know.means : know
      return {
        peer,
        means:
          act.means === undefined || (typeof know === 'object' && know.means === undefined)
            ? 'Unavailable'
            : { acts: act.means, knows: know === undefined ? act.means : knowing === true },
        ask: (from) =>
          ask(
            from,
            act.answer,
            know === undefined
              ? undefined
              : { ...app, mayKnow: typeof know === 'object' ? know.answer : know },
          ),
      }
    })

const detailed = fc.record({
  policyId: marked,
  error: fc.record({ message: marked, help: marked }),
})

const cedarSaid: fc.Arbitrary<Said<cedar.Answer>> = fc.oneof(
  fc
    .record({
      decision: fc.constantFrom('allow' as const, 'deny' as const),
      reason: fc.array(marked, { minLength: 1, maxLength: 2 }),
      errors: fc.oneof(fc.constant([]), fc.array(detailed, { maxLength: 2 })),
      warnings: fc.array(detailed, { maxLength: 1 }),
    })
    .map(({ decision, reason, errors, warnings }) => ({
      means: decision === 'allow' && errors.length === 0,
      answer: {
        type: 'success' as const,
        response: { decision, diagnostics: { reason, errors } },
        warnings,
      },
    })),
  fc
    .array(detailed, { maxLength: 2 })
    .map((errors) => ({ means: false, answer: { type: 'failure' as const, errors } })),
)

const context = fc.record(
  {
    reason: marked,
    reason_user: fc.record({ en: marked }),
    reason_admin: fc.record({ en: marked }),
    error: fc.record({ status: fc.constantFrom(404, 404, 401, 403, 503), message: marked }),
    acr_values: fc.array(marked, { maxLength: 1 }),
    obligations: fc.array(
      fc.record({ id: marked, type: marked, properties: fc.record({ body: marked }) }),
      { maxLength: 1 },
    ),
    access_request: fc.record({
      form_url: marked.map((text) => `https://requests.example/${text}`),
      template: marked,
      binding_token: marked,
    }),
  },
  { requiredKeys: ['error'] },
)

const authzenSaid: fc.Arbitrary<Said<authzen.Answer>> = fc.oneof(
  {
    weight: 6,
    arbitrary: fc.record({ decision: fc.boolean(), context }).map((body) => ({
      means: body.decision && (body.context.obligations ?? []).length === 0,
      answer: { status: 200, body },
    })),
  },
  {
    weight: 1,
    arbitrary: fc
      .record({
        status: fc.constantFrom(400, 401, 403, 404, 500, 503),
        body: fc.oneof(marked, fc.record({ decision: fc.boolean(), context })),
      })
      .map((answer) => ({ means: undefined, answer })),
  },
  {
    weight: 1,
    arbitrary: fc
      .oneof(
        marked,
        fc.record({ decision: fc.oneof(marked, fc.nat(), fc.constant(null)), context }),
      )
      .map((body) => ({ means: undefined, answer: { status: 200, body } })),
  },
)

/** Rules with reasons, and a row with a secret. */
const caslSaid: fc.Arbitrary<Rights> = fc
  .record({
    acts: fc.boolean(),
    reads: fc.boolean(),
    asked: fc.boolean(),
    app: remedy,
    reason: marked,
    title: marked,
    inverted: fc.boolean(),
  })
  .map(({ acts, reads, asked, app, reason, title, inverted }) => {
    const conditions = (may: boolean): object => ({ owner: may ? 'emma' : 'tara' })
    const ability: MongoAbility = createMongoAbility([
      { action: 'update', subject: 'Document', conditions: conditions(acts || inverted), reason },
      { action: 'read', subject: 'Document', conditions: conditions(reads), reason },
      ...(inverted && !acts
        ? [{ inverted, action: 'update', subject: 'Document', conditions: { title }, reason }]
        : []),
    ])
    return {
      peer: 'CASL',
      means: { acts, knows: asked ? reads : acts },
      ask: (from) =>
        from.casl.permission(
          ability,
          'update',
          'Document',
          { owner: 'emma', title },
          asked ? { ...app, mayKnow: 'read' } : undefined,
        ),
    }
  })

export const rights: fc.Arbitrary<Rights> = fc.oneof(
  { weight: 2, arbitrary: caslSaid },
  {
    weight: 3,
    arbitrary: engine('Cedar', cedarSaid, (from, answer, options) =>
      from.cedar.permission(answer, options),
    ),
  },
  {
    weight: 4,
    arbitrary: engine('AuthZEN', authzenSaid, (from, answer, options) =>
      from.authzen.permission(answer, options),
    ),
  },
)
