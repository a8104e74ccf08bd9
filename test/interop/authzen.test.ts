/**
 * A decision point on loopback that answers as the Authorization API 1.0 documents it.
 */
import { Permission } from 'glomar'
import { permission, type Answer } from 'glomar/interop/authzen'
import type { RequestListener } from 'node:http'
import { describe, expect, test } from 'vitest'
import { json, nobodyAt, serve } from './loopback.js'

/** As a service asks. */
const ask = async (
  decisionPoint: string,
  body: object = {},
  endpoint = 'evaluation',
): Promise<Answer> => {
  const response = await fetch(`${decisionPoint}/access/v1/${endpoint}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  })
  return { status: response.status, body: await response.json() }
}

const saying = async (body: unknown, status?: number): Promise<Answer> =>
  ask(await serve(json(body, status)))
const yes = (): Promise<Answer> => saying({ decision: true })
const no = (context?: object): Promise<Answer> => saying({ decision: false, context })

test('a decision is a permission', async () => {
  expect(permission(await yes())).toBe(Permission.grant())
  expect(permission(await no())).toBe(Permission.deny())
  expect(permission(await no(), { knows: await yes() })).toBe(Permission.deny({ mayKnow: true }))
  expect(permission(await no(), { knows: await no() })).toBe(Permission.deny())
  expect(permission(await yes(), { knows: await no() })).toBe(Permission.grant({ mayKnow: false }))
  expect(
    permission(await no(), { knows: await yes(), requestAccess: '/access-requests' }),
  ).toStrictEqual(Permission.deny({ mayKnow: true, requestAccess: '/access-requests' }))
})

test("nothing of the context is taken, of the specification's own examples neither", async () => {
  const contexts = [
    { reason: 'resource not found' },
    { error: { status: 404, message: 'Resource not found' } },
    { error: { status: 503 } },
    {
      reason_admin: { en: 'Request failed policy C076E82F' },
      reason_user: { 'en-403': 'Insufficient privileges' },
    },
    { acr_values: ['mfa'] },
  ]
  for (const context of contexts) expect(permission(await no(context))).toBe(Permission.deny())
})

describe('where there is no decision, it throws', () => {
  const cause = async (answer: Promise<Answer>): Promise<unknown> => {
    const found = await answer
    return [
      () => permission(found),
      () => permission({ status: 200, body: { decision: false } }, { knows: found }),
    ].map((asking) => {
      try {
        return asking()
      } catch (error) {
        return (error as Error).message
      }
    })
  }
  const twice = (message: string): unknown => [message, message]

  test.each([400, 401, 403, 404, 429, 500, 503])('a %i, whatever its body', async (status) => {
    expect(await cause(saying({ decision: true }, status))).toEqual(
      twice(`AuthZEN: expected status 200, got ${String(status)}`),
    )
    expect(await cause(saying('no such policy', status))).toEqual(
      twice(`AuthZEN: expected status 200, got ${String(status)}`),
    )
  })

  test('a 201 and a 204 are no 200', async () => {
    expect(await cause(saying({ decision: true }, 201))).toEqual(
      twice('AuthZEN: expected status 200, got 201'),
    )
  })

  test.each([
    [{}],
    [null],
    [[]],
    ['true'],
    [true],
    [{ decision: 'true' }],
    [{ decision: 1 }],
    [{ decision: null }],
    [{ evaluations: [] }],
  ])('a body %j', async (body) => {
    expect(await cause(saying(body))).toEqual(
      twice('AuthZEN: expected a body with a boolean `decision`'),
    )
  })

  test('no answer at all', () => {
    expect(() => permission(undefined as never)).toThrow(
      'AuthZEN: expected status 200, got undefined',
    )
  })

  test('a response whose body nobody read', async () => {
    const response = await fetch(await serve(json({ decision: true })), { method: 'POST' })
    expect(() => permission(response as never)).toThrow('AuthZEN: expected')
    await response.text()
  })

  test('a decision that all objects have', () => {
    expect(() =>
      permission({ status: 200, body: Object.create({ decision: true }) as unknown }),
    ).toThrow('boolean `decision`')
  })

  test('what `fetch` throws of a decision point that is down is thrown before', async () => {
    await expect(ask(await nobodyAt())).rejects.toThrow('fetch failed')
  })
})

describe('an item of a batch has the shape of a single answer', () => {
  /** Allows to read, and answers the list in order. */
  const batch: RequestListener = (request, response) => {
    let text = ''
    request.on('data', (chunk: Buffer) => (text += chunk.toString()))
    request.on('end', () => {
      const { evaluations } = JSON.parse(text) as {
        evaluations: ReadonlyArray<{ action: { name: string } }>
      }
      json({
        evaluations: evaluations.map(({ action }) => ({ decision: action.name === 'read' })),
      })(request, response)
    })
  }
  const item = ({ status, body }: Answer, at: number): Answer => ({
    status,
    body: (body as { readonly evaluations?: ReadonlyArray<unknown> }).evaluations?.[at],
  })

  test('so that both questions are asked at once', async () => {
    const answer = await ask(
      await serve(batch),
      { evaluations: ['delete', 'read'].map((name) => ({ action: { name } })) },
      'evaluations',
    )
    expect(permission(item(answer, 0), { knows: item(answer, 1) })).toBe(
      Permission.deny({ mayKnow: true }),
    )
  })

  test('and one that is missing is no decision', async () => {
    const answer = await ask(
      await serve(batch),
      { evaluations: [{ action: { name: 'read' } }] },
      'evaluations',
    )
    expect(() => permission(item(answer, 0), { knows: item(answer, 1) })).toThrow(
      'boolean `decision`',
    )
  })
})
