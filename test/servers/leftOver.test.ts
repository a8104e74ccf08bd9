/**
 * What was said before the verdict does not outlive the refusal, wherever the host keeps it.
 */
import { report } from 'glomar/testkit'
import { describe, expect, test } from 'vitest'
import { ofTheService, ofTheThing } from '../http/said.js'
import { hosts } from './leftOver.js'
import { path, run } from './matrix.js'
import { valueOf } from './socket.js'

const get = { method: 'GET', path, headers: {} }
const head = { method: 'HEAD', path, headers: {} }

describe.each(Object.entries(hosts))('%s', (name, { byTheRecipe, without }) => {
  test('a stranger hears no difference between hidden and missing', async () => {
    const running = await run(byTheRecipe)
    const leaks = await running.leaks('tara')
    running.close()
    expect(report(leaks)).toBe('')
  })

  test('the refusal has the fields of the service, and none of the document', async () => {
    const running = await run(byTheRecipe)
    const { status, headers, body } = await running.ask('hidden', 'Bearer tara', get)
    running.close()
    const names = headers.map(([field]) => field.toLowerCase())
    const kept = ['www-authenticate', 'transfer-encoding']
    expect(
      Object.keys(ofTheThing).filter((field) => names.includes(field) && !kept.includes(field)),
    ).toEqual([])
    // Hono drops what was set, unless middleware has looked at the response
    if (name !== 'Hono')
      for (const [field, value] of Object.entries(ofTheService))
        expect([field, valueOf(headers, field)]).toEqual([field, value])
    expect(names.filter((field, i) => names.indexOf(field) !== i)).toEqual([])
    expect(status).toBe(200)
    expect(valueOf(headers, 'cache-control')).toBe('no-store')
    expect(valueOf(headers, 'www-authenticate')).toMatch(/^Bearer realm="api"/)
    expect(valueOf(headers, 'content-length')).toBe(String(body.length))
    expect(JSON.parse(body.toString())).toEqual({ error: 'not-found' })
  })

  test('a HEAD has the length of the body of a GET', async () => {
    const running = await run(byTheRecipe)
    const ofGet = await running.ask('hidden', 'Bearer tara', get)
    const ofHead = await running.ask('hidden', 'Bearer tara', head)
    running.close()
    expect(ofHead.body).toHaveLength(0)
    expect(valueOf(ofHead.headers, 'content-length')).toBe(String(ofGet.body.length))
  })

  test('without the recipe, the test kit finds what is left over', async () => {
    const running = await run(without)
    const [leak] = await running.leaks('tara')
    running.close()
    const found = leak?.differences.map((each) => (each.channel === 'header' ? each.field : ''))
    if (name === 'Hono') expect(found).toBeUndefined()
    else expect(found).toContain('etag')
  })
})
