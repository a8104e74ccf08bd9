/**
 * A decision point on loopback that answers as the Authorization API 1.0 documents it.
 */
import { Permission } from 'glomar'
import { permission, type Answer, type Obligation } from 'glomar/interop/authzen'
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
  expect(permission(await no(), { mayKnow: await yes() })).toBe(Permission.deny({ mayKnow: true }))
  expect(permission(await no(), { mayKnow: await no() })).toBe(Permission.deny())
  expect(permission(await yes(), { mayKnow: await no() })).toBe(
    Permission.grant({ mayKnow: false }),
  )
  expect(
    permission(await no(), { mayKnow: await yes(), requestAccess: '/access-requests' }),
  ).toStrictEqual(Permission.deny({ mayKnow: true, requestAccess: '/access-requests' }))
})

test("nothing else of the context is taken, of the specification's own examples neither", async () => {
  const contexts = [
    { reason: 'resource not found' },
    { error: { status: 404, message: 'Resource not found' } },
    { error: { status: 503 } },
    {
      reason_admin: { en: 'Request failed policy C076E82F' },
      reason_user: { 'en-403': 'Insufficient privileges' },
    },
    { acr_values: ['mfa'] },
    { evaluation_id: 'eval_01HX4Y2P8BQ4Y3F0V0K9D6Z7M1', evaluated_at: '2026-04-30T20:15:00Z' },
  ]
  for (const context of contexts) expect(permission(await no(context))).toBe(Permission.deny())
})

test('whether the caller may know is the word of the application, or an answer', async () => {
  expect(permission(await no(), { mayKnow: true })).toBe(Permission.deny({ mayKnow: true }))
  expect(permission(await no(), { mayKnow: false })).toBe(Permission.deny())
  expect(permission(await yes(), { mayKnow: false })).toBe(Permission.grant({ mayKnow: false }))
  expect(permission(await yes(), { mayKnow: true })).toBe(Permission.grant())
})

const granting = (...obligations: ReadonlyArray<unknown>): Promise<Answer> =>
  saying({ decision: true, context: { obligations } })
const denying = (...obligations: ReadonlyArray<unknown>): Promise<Answer> =>
  saying({ decision: false, context: { obligations } })

const watermark = {
  id: 'obl-4',
  type: 'custom',
  properties: { vendor: 'example-dlp-suite', action: 'watermark' },
}
const notification = {
  id: 'obl-2',
  type: 'notification',
  properties: { to: 'manager@example.com', body: 'User jdoe attempted to access record 4471.' },
}
const stepUp = (acr_value: unknown, id = 'obl-1'): object => ({
  id,
  type: 'step-up',
  properties: { acr_value, amr_values: ['mfa', 'hwk'] },
})
const acr = 'urn:com:example:loa:3'

describe('an obligation that nobody understands is a denial (AuthZEN Obligations, draft 1)', () => {
  const understands = ({ type }: Obligation): boolean => type === 'notification'
  const faultsOf = ({ _tag, faults }: Permission.Permission): unknown => {
    expect(_tag).toBe('Denied')
    return faults.map(({ path, message }) => [path, message])
  }

  test('of a grant without a word on obligations', async () => {
    const said = permission(await granting(notification))
    expect(said).toMatchObject({ _tag: 'Denied', mayKnow: false, remedy: undefined })
    expect(faultsOf(said)).toEqual([
      [
        'permission.obligations[0]',
        'expected an obligation that the application carries out, got "notification": denied',
      ],
    ])
  })

  test('while a grant whose obligations are understood is a grant', async () => {
    const options = { mayKnow: true, understands }
    expect(permission(await granting(notification), options)).toBe(Permission.grant())
    expect(permission(await granting(notification, notification), options)).toBe(Permission.grant())
    expect(permission(await granting(), options)).toBe(Permission.grant())
    expect(permission(await granting())).toBe(Permission.grant())
  })

  test('of several, if one is not understood', async () => {
    const said = permission(await granting(notification, watermark), { mayKnow: true, understands })
    expect(said.mayKnow).toBe(true)
    expect(faultsOf(said)).toEqual([
      ['permission.obligations[1]', expect.stringContaining('got "custom": denied')],
    ])
  })

  test('is told to the operator where the decision was a denial, too', async () => {
    const options = { mayKnow: true, understands, missingPermissions: ['documents:delete'] }
    const said = permission(await denying(notification, watermark), options)
    expect(said.remedy).toMatchObject({ missingPermissions: ['documents:delete'] })
    expect(faultsOf(said)).toHaveLength(1)
    expect(permission(await denying(notification), { mayKnow: true, understands })).toBe(
      Permission.deny({ mayKnow: true }),
    )
  })

  test('of the answer about knowing leaves the caller without knowing', async () => {
    const said = permission(await yes(), { mayKnow: await granting(watermark), understands })
    expect(said).toMatchObject({ _tag: 'Granted', mayKnow: false })
    expect(said.faults.map(({ path }) => path)).toEqual(['permission.mayKnow.obligations[0]'])
    const known = { mayKnow: await granting(notification), understands }
    expect(permission(await no(), known)).toBe(Permission.deny({ mayKnow: true }))
    expect(permission(await no(), { mayKnow: await granting(stepUp(acr)) }).mayKnow).toBe(false)
  })

  test.each<[string, unknown, string]>([
    ['no list', {}, 'an object'],
    ['null', null, 'null'],
    ['a text', 'notification', '"notification"'],
  ])('that is %s, whatever the application understands', async (_what, obligations, got) => {
    const answer = await saying({ decision: true, context: { obligations } })
    const said = permission(answer, { mayKnow: true, understands: () => true })
    expect(faultsOf(said)).toEqual([
      ['permission.obligations', `expected a list of obligations, got ${got}: denied`],
    ])
  })

  test.each<[string, unknown, string]>([
    ['a text', 'notification', '"notification"'],
    ['null', null, 'null'],
    ['without an id', { ...notification, id: undefined }, 'an object'],
    ['without a type', { ...notification, type: undefined }, 'an object'],
    ['without properties', { id: 'obl-2', type: 'notification' }, 'an object'],
    ['with properties that are a list', { ...notification, properties: [] }, 'an object'],
  ])('that is one %s, whatever the application understands', async (_what, obligation, got) => {
    const answer = await granting(notification, obligation)
    const said = permission(answer, { mayKnow: true, understands: () => true })
    expect(faultsOf(said)).toEqual([
      [
        'permission.obligations[1]',
        `expected an obligation with id, type and properties, got ${got}: denied`,
      ],
    ])
  })

  test('that no authentication meets, although it names an acr value', async () => {
    const odd = { ...watermark, properties: { acr_value: 'hwk' } }
    const said = permission(await granting(odd), { mayKnow: true })
    expect(said.remedy).toBeUndefined()
    expect(faultsOf(said)).toHaveLength(1)
  })

  test.each<[string, (obligation: Obligation) => unknown]>([
    [
      'throws',
      () => {
        throw new Error('which?')
      },
    ],
    ['answers with a promise', () => Promise.reject(new Error('later'))],
    ['answers with a text', () => 'true'],
    ['is no function', 'notification' as never],
  ])('where the rule about it %s', async (_what, rule) => {
    const answer = await granting(notification)
    const said = permission(answer, { mayKnow: true, understands: rule as never })
    expect(faultsOf(said)).toHaveLength(1)
  })

  test('and what the rule threw goes to the operator', async () => {
    const cause = new Error('which?')
    const throwing = (): never => {
      throw cause
    }
    const said = permission(await granting(notification), { mayKnow: true, understands: throwing })
    const message =
      'expected a rule about obligations that does not throw, got "notification": denied'
    expect(said.faults).toStrictEqual([{ path: 'permission.obligations[0]', message, cause }])
    const [unthrown] = permission(await granting(notification)).faults
    expect(unthrown).not.toHaveProperty('cause')
  })
})

describe('an obligation to step up', () => {
  const wanted = (...acrValues: ReadonlyArray<string>) =>
    Permission.stepUp({ mayKnow: true, acrValues })

  test.each([granting, denying])('becomes a step-up, %#', async (answer) => {
    expect(permission(await answer(stepUp(acr)), { mayKnow: true })).toStrictEqual(wanted(acr))
    expect(permission(await answer(stepUp(acr)))).toStrictEqual(
      Permission.stepUp({ mayKnow: false, acrValues: [acr] }),
    )
    expect(
      permission(await answer(stepUp(acr)), { mayKnow: true, missingPermissions: ['documents:x'] }),
    ).toStrictEqual(wanted(acr))
  })

  test('stands beside obligations that are understood, and beside no other', async () => {
    const understands = ({ type }: Obligation): boolean => type === 'notification'
    const options = { mayKnow: true, understands }
    expect(permission(await granting(notification, stepUp(acr)), options)).toStrictEqual(
      wanted(acr),
    )
    const said = permission(await granting(stepUp(acr), watermark), options)
    expect(said).toMatchObject({ _tag: 'Denied', mayKnow: true, remedy: undefined })
  })

  test('is met where the application says so, and so a grant stays one', async () => {
    const understands = ({ type, properties }: Obligation): boolean =>
      type === 'step-up' && properties['acr_value'] === acr
    const options = { mayKnow: true, understands }
    expect(permission(await granting(stepUp(acr)), options)).toBe(Permission.grant())
    expect(permission(await granting(stepUp('hwk')), options)).toStrictEqual(wanted('hwk'))
    expect(permission(await denying(stepUp(acr)), options)).toBe(Permission.deny({ mayKnow: true }))
  })

  test('twice is one, and two that no authentication meets are a plain denial', async () => {
    const options = { mayKnow: true }
    const twice = await granting(stepUp(acr, 'a'), stepUp(acr, 'b'))
    expect(permission(twice, options)).toStrictEqual(wanted(acr))
    const both = permission(await granting(stepUp(acr, 'a'), stepUp('hwk', 'b')), options)
    expect(both).toMatchObject({ _tag: 'Denied', mayKnow: true, remedy: undefined })
  })

  test.each([undefined, null, '', 'two words', '"', 7, ['mfa']])(
    'is not understood with the acr value %j, which no challenge can carry',
    async (value) => {
      const said = permission(await granting(stepUp(value)), { mayKnow: true })
      expect(said).toMatchObject({ _tag: 'Denied', remedy: undefined })
      expect(said.faults).toHaveLength(1)
    },
  )
})

describe('a denial that can be requested (AuthZEN Access Request, draft 1)', () => {
  const form = 'https://requests.example/forms/manager_approval'
  const requestable = (more: object = {}, obligations: ReadonlyArray<unknown> = []) =>
    saying({
      decision: false,
      context: {
        obligations,
        access_request: {
          endpoint: 'https://pdp.example/access/v1/requests',
          expires_at: '2026-04-30T20:25:00Z',
          binding_token: 'eyJhbGciOiJFUzI1NiJ9.e30.AA',
          form_url: form,
          ...more,
        },
      },
    })
  const linkOf = ({ remedy }: Permission.Permission) =>
    remedy?._tag === 'RequestAccess' ? remedy.links : remedy

  test('names the form that the application is shown', async () => {
    const options = { mayKnow: true, requestAccess: (url: string | undefined) => url }
    expect(permission(await requestable(), options)).toStrictEqual(
      Permission.deny({ mayKnow: true, requestAccess: form }),
    )
    expect(permission(await no(), options)).toBe(Permission.deny({ mayKnow: true }))
  })

  test('names a page of the application, and only where it can be requested', async () => {
    const options = { mayKnow: true, requestAccess: () => '/access-requests' }
    expect(linkOf(permission(await requestable(), options))).toEqual(['/access-requests'])
    expect(linkOf(permission(await requestable({ form_url: undefined }), options))).toEqual([
      '/access-requests',
    ])
    expect(linkOf(permission(await no(), options))).toBeUndefined()
    expect(linkOf(permission(await no({ access_request: null }), options))).toBeUndefined()
    expect(linkOf(permission(await no({ access_request: true }), options))).toBeUndefined()
  })

  test('names no form where the application does not say so', async () => {
    expect(permission(await requestable(), { mayKnow: true })).toBe(
      Permission.deny({ mayKnow: true }),
    )
    const options = { mayKnow: true, requestAccess: '/access-requests' }
    expect(linkOf(permission(await requestable(), options))).toEqual(['/access-requests'])
    expect(linkOf(permission(await no(), options))).toEqual(['/access-requests'])
  })

  test.each([
    undefined,
    null,
    7,
    'javascript:alert(1)',
    'http://requests.example',
    '/forms',
    'https:',
    'data:https://requests.example',
  ])('shows the application no form %j, which is no https URI', async (form_url) => {
    const shown: Array<unknown> = []
    const options = { mayKnow: true, requestAccess: (url: unknown) => void shown.push(url) }
    permission(await requestable({ form_url }), options)
    expect(shown).toEqual([undefined])
  })

  test('wants an approval, and so no stronger authentication is all that is missing', async () => {
    const options = { mayKnow: true, requestAccess: (url: string | undefined) => url }
    const said = permission(await requestable({}, [stepUp(acr)]), options)
    expect(linkOf(said)).toEqual([form])
    expect(permission(await requestable({}, [stepUp(acr)])).remedy).toBeUndefined()
  })

  test('is still a denial where the rule about the link throws, and the operator hears of it', async () => {
    const cause = new Error('which?')
    const throwing = (): never => {
      throw cause
    }
    const said = permission(await requestable(), { mayKnow: true, requestAccess: throwing })
    expect(said).toMatchObject({ _tag: 'Denied', mayKnow: true, remedy: undefined })
    expect(said.faults).toEqual([
      { path: 'permission.requestAccess', message: 'it threw, and so no link is told', cause },
    ])
    const dangerous = { mayKnow: true, requestAccess: () => 'javascript:alert(1)' }
    expect(permission(await requestable(), dangerous).faults).toHaveLength(1)
  })

  test('that says `true` is no denial', async () => {
    const body = { decision: true, context: { access_request: { form_url: form } } }
    expect(permission(await saying(body))).toBe(Permission.grant())
  })
})

describe('where there is no decision, it throws', () => {
  const cause = async (answer: Promise<Answer>): Promise<unknown> => {
    const found = await answer
    return [
      () => permission(found),
      () => permission({ status: 200, body: { decision: false } }, { mayKnow: found }),
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
    expect(permission(item(answer, 0), { mayKnow: item(answer, 1) })).toBe(
      Permission.deny({ mayKnow: true }),
    )
  })

  test('and one that is missing is no decision: a batch that was cut short', async () => {
    const answer = await ask(
      await serve(batch),
      { evaluations: [{ action: { name: 'read' } }] },
      'evaluations',
    )
    expect(() => permission(item(answer, 0), { mayKnow: item(answer, 1) })).toThrow(
      'boolean `decision`',
    )
  })

  test.each([true, false])('nor does %s stand alone where nobody says who may know', (decision) => {
    const act = { status: 200, body: { decision } }
    const evaluations: ReadonlyArray<Answer> = [act]
    for (const options of [
      { mayKnow: evaluations[1] },
      { missingPermissions: ['documents:x'] },
      {},
    ])
      expect(() => permission(act, options as never)).toThrow(
        'AuthZEN: expected `mayKnow`: true, false or an answer, got undefined (was a batch cut short?)',
      )
  })
})
