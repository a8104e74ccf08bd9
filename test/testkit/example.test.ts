/**
 * The example application raises no false alarm: one server, with a database, asked by every caller.
 */
import { leaks, report, type Probe } from 'glomar/testkit'
import { expect, test } from 'vitest'
import { openDatabase } from '../../docs/examples/database.js'
import { closed } from '../../docs/examples/policies.js'
import { correlated } from '../../docs/examples/renderers.js'
import { serve } from '../../docs/examples/server.js'
import { makeTokens } from '../../docs/examples/tokens.js'
import { phones } from '../../docs/examples/walk.js'
import { client } from '../servers/socket.js'

test('the example application tells a stranger nothing, and asks everything', async () => {
  const db = await openDatabase()
  await db.reset()
  const tokens = await makeTokens()
  const running = await serve({
    policy: closed,
    renderer: correlated,
    db,
    tokens,
    audit: () => undefined,
    failed: () => undefined,
  })
  const { send, close } = client(Number(new URL(running.url).port))
  const as = (token: string | undefined) => (probe: Probe) =>
    send({
      ...probe,
      headers: {
        ...(token !== undefined && { authorization: `Bearer ${token}` }),
        ...probe.headers,
      },
    })
  const found = await leaks({
    hidden: '/calls/johns-call',
    missing: '/calls/ninas-call',
    spare: '/calls/peter-call',
    send: as(await tokens.issue(phones.Tara)),
    sendAsEntitled: as(await tokens.issue(phones.John)),
    sendAs: {
      nobody: as(undefined),
      expired: as(await tokens.issue(phones.Tara, { expires: '-1m' })),
    },
  })
  close()
  await running.close()
  expect(report(found)).toBe('')
  const { asked, planned, dead } = found.survey
  const notAsked = dead.filter(({ why }) => !why.startsWith('of no difference'))
  expect(asked + notAsked.length).toBe(planned)
  expect(notAsked.length).toBeLessThan(planned / 20)
  expect(dead.map(({ request }) => request)).not.toContain('GET')
})
