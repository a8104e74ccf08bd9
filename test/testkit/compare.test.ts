/**
 * Two answers, compared.
 */
import { compare } from 'glomar/testkit'
import { expect, test } from 'vitest'

const list = (headers: Record<string, string>, body: string) => new Response(body, { headers })

test('an empty list for a stranger has the bytes of a granted list without rows', async () => {
  const granted = () => list({ 'content-type': 'application/json' }, '{"items":[]}')
  expect(await compare(granted(), granted())).toEqual([])
  expect(
    (
      await compare(
        granted(),
        list({ 'content-type': 'application/json' }, '{"items":[],"total":3}'),
      )
    ).map(({ says }) => says),
  ).toEqual([
    'body (12 against 22 bytes): "\\"items\\":[]}" against "\\"items\\":[],\\"total\\":3}"',
  ])
  expect(
    (
      await compare(
        granted(),
        list({ 'content-type': 'application/json', etag: '"3"' }, '{"items":[]}'),
      )
    ).map(({ says }) => says),
  ).toEqual(['header `etag` only in the second'])
})

test('the date is left out, and what is declared beside it', async () => {
  const at = (date: string) => list({ date, 'x-request-id': date }, '')
  expect((await compare(at('1'), at('2'))).map(({ field }) => field)).toEqual(['x-request-id'])
  expect(await compare(at('1'), at('2'), ['X-Request-Id'])).toEqual([])
})
