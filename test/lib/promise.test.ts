/**
 * Promises are told from values without starting a query, and no rejection is left unhandled.
 */
import { setTimeout as sleep } from 'node:timers/promises'
import { runInNewContext } from 'node:vm'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { dismiss, isThenable } from '../../src/lib/promise.js'
import { lazyQuery, rejections } from '../promises.js'

const unhandled: Array<unknown> = []
const count = (reason: unknown): void => void unhandled.push(reason)
beforeAll(() => void process.on('unhandledRejection', count))
afterAll(() => void process.off('unhandledRejection', count))

describe('a thenable is', () => {
  const throwing = {
    get then(): unknown {
      throw new Error('read')
    },
  }
  const revoked = Proxy.revocable({}, {})
  revoked.revoke()
  test.each<[string, unknown]>([
    ['a promise', Promise.resolve()],
    ['a promise of another realm', runInNewContext('Promise.resolve()')],
    ['an object with a method `then`', { then: () => undefined }],
    ['a function with a method `then`', Object.assign(() => 1, { then: () => undefined })],
    ['an object whose `then` throws', throwing],
    ['a proxy that was revoked', revoked.proxy],
    ['a lazy query', lazyQuery()],
  ])('%s', (_name, u) => {
    expect(isThenable(u)).toBe(true)
  })
})

test('a row is no thenable, even one with a column `then`', () => {
  for (const u of [{}, [], { then: 'later' }, () => 1, 'then', 7, Symbol('s'), null, undefined])
    expect(isThenable(u)).toBe(false)
})

describe('a rejection is handled of', () => {
  test.each(Object.entries(rejections))('%s', async (_name, reject) => {
    unhandled.length = 0
    dismiss(reject())
    await sleep(5)
    expect(unhandled).toEqual([])
  })

  test('no promise that was not dismissed: the proof itself can fail', async () => {
    unhandled.length = 0
    void Promise.reject(new Error('nobody waits'))
    await sleep(5)
    expect(unhandled).toHaveLength(1)
  })
})

test('a lazy query is not started', async () => {
  const query = lazyQuery()
  dismiss(query)
  await sleep(1)
  expect(query.started()).toBe(false)
})

test('what is no promise is left as it is', () => {
  const row = { owner: 'emma' }
  const tagged = { [Symbol.toStringTag]: 'Promise' }
  for (const u of [row, tagged]) {
    const before = Reflect.ownKeys(u)
    dismiss(u)
    expect(Reflect.ownKeys(u)).toEqual(before)
  }
  for (const u of [null, undefined, 7, 'a', Object.freeze({})])
    expect(() => {
      dismiss(u)
    }).not.toThrow()
})

test('an object that is no promise keeps its own `constructor`, or none', () => {
  const bare = { then: () => undefined }
  const named = { then: () => undefined, constructor: 'mine' }
  dismiss(bare)
  dismiss(named)
  expect(Object.keys(bare)).toEqual(['then'])
  expect(Object.getOwnPropertyNames(bare)).toEqual(['then'])
  expect(named.constructor).toBe('mine')
  expect(Object.keys(named)).toEqual(['then', 'constructor'])
})
