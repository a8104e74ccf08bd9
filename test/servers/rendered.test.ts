/**
 * Frameworks × renderers × callers, over sockets: in no words does an answer tell the hidden from
 * the missing.
 */
import type { Renderer } from 'glomar'
import { describe, expect, test } from 'vitest'
import { callers, path, run, type Application, type Caller } from './matrix.js'
import { catalogue } from '../renderers/catalogue.js'
import { handedTheRow, layoutOfTheRow } from './planted.js'
import { frameworks, type Everything } from './rendered.js'
import { envelope, withRequestId } from './renderers.js'
import { valueOf, type Heard } from './socket.js'

/** What a caller hears of both worlds, but for the date. */
const hear = async (
  application: Application,
  method: string,
  who: Caller | 'emma',
  fields: Readonly<Record<string, string>> = {},
) => {
  const running = await run(application)
  const probe = { method, path, headers: { 'x-request-id': 'taras-request', ...fields } }
  const authorization = who === 'emma' ? 'Bearer emma' : callers[who]
  const undated = ({ headers, ...heard }: Heard): Heard => ({
    ...heard,
    headers: headers.filter(([name]) => name.toLowerCase() !== 'date'),
  })
  const hidden = undated(await running.ask('hidden', authorization, probe))
  const missing = undated(await running.ask('missing', authorization, probe))
  running.close()
  return { hidden, missing }
}

const renderers: Readonly<Record<string, Renderer<Everything>>> = { envelope, withRequestId }
const cases = Object.entries(frameworks).flatMap(([framework, via]) =>
  Object.entries(renderers).map(([name, renderer]) => [framework, name, via(renderer)] as const),
)

describe.each(cases)('%s with the renderer %s', (_, name, application) => {
  test.each(Object.keys(callers) as ReadonlyArray<Caller>)(
    'a stranger hears one answer: %s',
    async (who) => {
      const get = await hear(application, 'GET', who)
      expect(get.hidden).toEqual(get.missing)
      const head = await hear(application, 'HEAD', who)
      expect(head.hidden).toEqual(head.missing)
      // a HEAD is rendered as a GET; Hono sends the fields in another order
      const fields = ({ headers }: Heard) => [...headers].sort()
      expect(head.hidden.status).toBe(get.hidden.status)
      expect(fields(head.hidden)).toEqual(fields(get.hidden))
      expect(head.hidden.body).toHaveLength(0)
    },
  )

  test('the words arrive, and the owner is served', async () => {
    const { hidden } = await hear(application, 'GET', 'tara')
    const body: unknown = JSON.parse(hidden.body.toString())
    expect(valueOf(hidden.headers, 'cache-control')).toBe('no-store')
    if (name === 'envelope') {
      expect(hidden.status).toBe(200)
      expect(body).toEqual({ ok: false, error: 'not-found' })
    } else {
      expect(hidden.status).toBe(404)
      expect(body).toMatchObject({ type: 'about:blank', request_id: 'taras-request' })
      expect(valueOf(hidden.headers, 'x-request-id')).toBe('taras-request')
    }
    const emmas = await hear(application, 'GET', 'emma')
    expect(emmas.hidden.body.toString()).toContain('here it is')
    expect(emmas.missing.body.toString()).not.toContain('here it is')
  })
})

describe.each(
  Object.entries(catalogue).flatMap(([name, renderer]) =>
    Object.entries(frameworks)
      .filter(([framework]) => ['node:http', 'Hono', 'enforce'].includes(framework))
      .map(([framework, via]) => [name, framework, via(renderer)] as const),
  ),
)('of the catalogue, %s by %s', (_name, _framework, application) => {
  test.each(Object.keys(callers) as ReadonlyArray<Caller>)(
    'says the same bytes in both worlds: %s',
    async (who) => {
      for (const accept of ['text/html', 'application/json'])
        for (const method of ['GET', 'HEAD']) {
          const fields = { accept, 'accept-language': 'de-CH, en;q=0.5' }
          const { hidden, missing } = await hear(application, method, who, fields)
          expect(hidden).toEqual(missing)
          expect(valueOf(hidden.headers, 'cache-control')).toBe('no-store')
        }
    },
  )

  test('does not stand in for what the owner is served', async () => {
    const emmas = await hear(application, 'GET', 'emma')
    expect(emmas.hidden.body.toString()).toContain('here it is')
  })
})

test('a renderer of the catalogue whose layout looks at the row is found', async () => {
  const { hidden, missing } = await hear(layoutOfTheRow, 'GET', 'tara')
  expect(hidden).not.toEqual(missing)
})

test('a renderer that is handed the row is found', async () => {
  const { hidden, missing } = await hear(handedTheRow, 'GET', 'tara')
  expect(hidden).not.toEqual(missing)
})
