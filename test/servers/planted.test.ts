/**
 * The matrix finds each mistake, by the request and the channel that tell.
 */
import { describe, expect, test } from 'vitest'
import { run } from './matrix.js'
import { planted } from './planted.js'

describe('a mistake is found,', () => {
  test.each(planted)('$framework: $mistake', async ({ application, request, tells }) => {
    const running = await run(application)
    const [leak] = await running.leaks('tara')
    running.close()
    expect(leak?.request).toBe(request)
    const [first] = leak?.differences ?? []
    expect(first?.channel === 'header' ? first.field : first?.channel).toBe(tells)
  })
  test('in each framework, and by each channel', () => {
    expect(new Set(planted.map(({ framework }) => framework))).toEqual(
      new Set(['Express', 'Fastify', 'Koa', 'Hono', 'node:http']),
    )
    expect(new Set(planted.map(({ tells }) => tells))).toEqual(
      new Set(['status', 'reason', 'etag', 'transfer-encoding', 'trailer', 'order', 'body']),
    )
  })
})
