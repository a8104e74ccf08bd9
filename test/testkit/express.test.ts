/**
 * What a newcomer sees: the report in docs/testkit.md is what the kit says of the handler above it.
 */
import express from 'express'
import { readFileSync } from 'node:fs'
import type { AddressInfo } from 'node:net'
import { leaks, report } from 'glomar/testkit'
import { expect, test } from 'vitest'

const page = readFileSync(new URL('../../docs/testkit.md', import.meta.url), 'utf8')
const shown = /```text\n([^]*?)```/.exec(page)?.[1] ?? ''

const undated = (text: string): string => text.replaceAll(/\w{3}, [\w :]+ GMT/g, 'now')

test('403 against 404 in Express is reported as documented', async () => {
  const app = express()
  app.get('/documents/:id', (request, response) => {
    if (request.params.id === 'johns-document') response.status(403).json({ error: 'forbidden' })
    else response.status(404).json({ error: 'not found' })
  })
  const server = app.listen(0, '127.0.0.1')
  await new Promise((resolve) => server.once('listening', resolve))
  const origin = `http://127.0.0.1:${String((server.address() as AddressInfo).port)}`
  const found = report(
    await leaks({
      hidden: '/documents/johns-document',
      missing: '/documents/no-such-record',
      send: ({ path, ...init }) => fetch(origin + path, init),
    }),
  )
  server.close()
  expect(shown).toContain('403 Forbidden')
  expect(undated(found)).toContain(undated(shown))
})
