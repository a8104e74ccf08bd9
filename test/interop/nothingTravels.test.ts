/**
 * No word of a peer reaches an answer, and whatever peers say, the hidden is answered as the
 * missing. Where they could not say it, the answer is a 503 and nothing else.
 */
import { subject } from '@casl/ability'
import * as fc from 'fast-check'
import {
  Authn,
  decide,
  Facts,
  Permission,
  unavailable,
  type Unavailable,
  type Verdict,
} from 'glomar'
import { law } from 'glomar/testkit'
import { arbitrary as arb } from 'glomar/testkit/properties'
import { describe, expect, test } from 'vitest'
import { runs } from '../runs.js'
import { adapters, caller, mark, rights, type Adapters, type Rights } from './peers.js'

type Answered = Verdict | Unavailable

/** As every service does it: a fact that could not be had is a 503. */
const answered = (deciding: () => Verdict): Answered => {
  try {
    return deciding()
  } catch {
    return unavailable
  }
}

const aboutCallers = (from: Adapters): fc.IPropertyWithHooks<unknown> =>
  fc.property(
    arb.request,
    arb.policy,
    caller,
    arb.facts,
    arb.facts,
    (request, policy, { ask, means }, x, y) => {
      const answers = [x, y].map((facts) =>
        answered(() => decide(request, ask(from), ...facts, policy)),
      )
      expect(JSON.stringify(answers)).not.toContain(mark)
      expect(answers.map(({ _tag }) => _tag === 'Unavailable')).toEqual([
        means === 'Unavailable',
        means === 'Unavailable',
      ])
      if (means === 'Rejected') expect(answers[0]?._tag).toBe('Unauthenticated')
      if (means === 'Unavailable' || means === 'Rejected')
        expect(answers[0]).toStrictEqual(answers[1])
    },
  )

/** What it means, read by someone else than the adapters. */
const permissionOf = ({ means }: Rights): Permission.Permission =>
  means === 'Unavailable'
    ? Permission.deny()
    : Permission[means.acts ? 'grant' : 'deny']({ mayKnow: means.knows })

/** Mostly a caller whom rows 1 to 3 do not stop, so that what is asked about things counts. */
const setting = fc.record({
  request: arb.request,
  authn: fc.oneof(
    { weight: 1, arbitrary: arb.authn },
    {
      weight: 2,
      arbitrary: fc.constant(
        Authn.authenticated({
          scopes: ['documents:read', 'documents:write', 'openid', 'a/b', '!#[]~'],
        }),
      ),
    },
  ),
  policy: arb.policy,
})

const aboutThings = (from: Adapters): fc.IPropertyWithHooks<unknown> =>
  fc.property(setting, rights, (setting, said) => {
    const { request, authn, policy } = setting
    const [hidden, missing] = ([{}, null] as const).map((row) =>
      answered(() => {
        // every id is asked about alike
        const permission = said.ask(from)
        return decide(request, authn, ...Facts.of<object>(row, () => permission), policy)
      }),
    )
    expect(JSON.stringify([hidden, missing])).not.toContain(mark)
    expect(hidden?._tag === 'Unavailable').toBe(said.means === 'Unavailable')
    if (hidden?._tag === 'Ok') expect(said.means).toHaveProperty('acts', true)
    const facts = ['present', permissionOf(said)] as const
    if (said.means === 'Unavailable' || law.stranger(setting, facts))
      expect(hidden).toStrictEqual(missing)
    else expect(hidden?._tag).toBe(decide(request, authn, ...facts, policy)._tag)
  })

test('about callers', () => {
  fc.assert(aboutCallers(adapters), runs(3_000))
})

test('about things', () => {
  fc.assert(aboutThings(adapters), runs(4_000))
})

const messageOf = (error: unknown): string => (error as Error).message

/** Adapters as they are also written. */
const faults: ReadonlyArray<
  readonly [string, (from: Adapters) => fc.IPropertyWithHooks<unknown>, Partial<Adapters>]
> = [
  [
    "jose's message is forwarded",
    aboutCallers,
    {
      jose: {
        ...adapters.jose,
        rejection: (error) =>
          adapters.jose.rejection(error)._tag === 'Rejected'
            ? Authn.nonceWanted(messageOf(error))
            : Authn.anonymous,
      },
    },
  ],
  [
    'a key server that is down is an invalid token',
    aboutCallers,
    {
      jose: {
        ...adapters.jose,
        rejection: (error, scheme) =>
          error instanceof Error ? Authn.rejected('invalid', scheme) : Authn.anonymous,
      },
    },
  ],
  [
    'an expired token is no token',
    aboutCallers,
    {
      jose: {
        ...adapters.jose,
        rejection: (error) => {
          const authn = adapters.jose.rejection(error)
          return authn._tag === 'Rejected' && authn.reason === 'expired' ? Authn.anonymous : authn
        },
      },
    },
  ],
  [
    'an issuer that is down is an invalid token, as the package says',
    aboutCallers,
    {
      bearer: {
        ...adapters.bearer,
        rejection: (error) =>
          (error as { code?: string }).code === 'invalid_token'
            ? Authn.rejected('invalid')
            : adapters.bearer.rejection(error),
      },
    },
  ],
  [
    'an insufficient scope is an authenticated caller',
    aboutCallers,
    {
      bearer: {
        ...adapters.bearer,
        rejection: (error) =>
          (error as { code?: string }).code === 'insufficient_scope'
            ? Authn.authenticated()
            : adapters.bearer.rejection(error),
      },
    },
  ],
  [
    'what the token says of itself names the scheme and the nonce',
    aboutCallers,
    {
      jose: {
        ...adapters.jose,
        authenticated: (claims) => Authn.nonceWanted(String((claims as { sub?: unknown }).sub)),
      },
    },
  ],
  [
    "the reason of CASL's rule is what is missing",
    aboutThings,
    {
      casl: {
        permission: (ability, action, type, row, options) => {
          const { relevantRuleFor } = ability as {
            relevantRuleFor?: (a: string, s: unknown) => { reason?: string } | null
          }
          const tagged = subject('Document', { ...row })
          const reason = relevantRuleFor?.call(ability, action, tagged)?.reason
          const said = adapters.casl.permission(ability, action, type, row, options)
          return said._tag === 'Denied' && said.mayKnow
            ? Permission.deny({ mayKnow: true, missingPermissions: [reason ?? mark] })
            : said
        },
      },
    },
  ],
  [
    'CASL is asked about the type',
    aboutThings,
    {
      casl: {
        permission: (ability, action, type, _row, options) =>
          Permission[ability.can(action, type as never) === true ? 'grant' : 'deny']({
            mayKnow: options === undefined,
          }),
      },
    },
  ],
  [
    "Cedar's policy ids are what is missing",
    aboutThings,
    {
      cedar: {
        permission: (answer, options) => {
          const said = adapters.cedar.permission(answer, options)
          const { reason } = (
            answer.type === 'success' ? answer.response.diagnostics : { reason: [] }
          ) as { reason: ReadonlyArray<string> }
          return said._tag === 'Denied' && said.mayKnow
            ? Permission.deny({ mayKnow: true, missingPermissions: reason })
            : said
        },
      },
    },
  ],
  [
    "Cedar's allow is taken though a policy erred",
    aboutThings,
    {
      cedar: {
        permission: (answer) =>
          answer.type === 'success' && answer.response.decision === 'allow'
            ? Permission.grant()
            : Permission.deny(),
      },
    },
  ],
  [
    "Cedar's failure is thrown, for the rows that it fails on",
    aboutThings,
    {
      cedar: {
        permission: (answer, options) => {
          if (answer.type === 'failure') throw new Error('Cedar failed')
          return adapters.cedar.permission(answer, options)
        },
      },
    },
  ],
  [
    "AuthZEN's reason for the user is where to ask",
    aboutThings,
    {
      authzen: {
        permission: (answer, options) => {
          const said = adapters.authzen.permission(answer, options)
          const { context } = answer.body as { context?: { reason_user?: { en: string } } }
          return said._tag === 'Denied' && said.mayKnow
            ? Permission.deny({
                mayKnow: true,
                missingPermissions: [context?.reason_user?.en ?? ''],
              })
            : said
        },
      },
    },
  ],
  [
    'a 404 in the context of AuthZEN tells that the caller may know',
    aboutThings,
    {
      authzen: {
        permission: (answer, options) => {
          const said = adapters.authzen.permission(answer, options)
          const { context } = answer.body as { context?: { error?: { status: number } } }
          return said._tag === 'Denied' && context?.error?.status === 404
            ? Permission.deny({ mayKnow: true })
            : said
        },
      },
    },
  ],
  [
    'the form of AuthZEN is where to ask',
    aboutThings,
    {
      authzen: {
        permission: (answer, options) =>
          adapters.authzen.permission(
            answer,
            options === undefined ? undefined : { requestAccess: (form) => form, ...options },
          ),
      },
    },
  ],
  [
    'an obligation of AuthZEN is not looked at',
    aboutThings,
    {
      authzen: {
        permission: (answer, options) =>
          adapters.authzen.permission(
            answer,
            options === undefined ? undefined : { ...options, understands: () => true },
          ),
      },
    },
  ],
  [
    'a 403 of the decision point is a denial',
    aboutThings,
    {
      authzen: {
        permission: (answer, options) =>
          answer.status === 403 ? Permission.deny() : adapters.authzen.permission(answer, options),
      },
    },
  ],
]

describe('a planted fault is found', () => {
  test.each(faults)('%s', (_fault, property, plant) => {
    expect(fc.check(property({ ...adapters, ...plant }), { numRuns: 20_000 }).failed).toBe(true)
  })
})
