/**
 * Aborts and timeouts: nothing more is started, nothing is waited for in vain, and nothing is left
 * behind.
 */
import { getEventListeners } from 'node:events'
import { Authn, Permission, Policy, unavailable } from 'glomar'
import { enforce, type AuditRecord } from 'glomar/enforce'
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'

const policy = Policy.of({ document: {}, folder: {} })
const emma = { authn: Authn.authenticated() }
const never = new Promise<never>(() => undefined)

beforeEach(() => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] })
})
afterEach(() => {
  vi.useRealTimers()
})

const stages = ['authenticate', 'evaluate', 'lookUp', 'audit', 'handle'] as const
type Stage = (typeof stages)[number]

/** A route of which one effect never answers. */
const hanging = (at: Stage | undefined, timeout?: number) => {
  const calls: Array<Stage> = []
  const records: Array<AuditRecord<string, typeof emma>> = []
  const signals: Array<AbortSignal> = []
  const effect = <A>(stage: Stage, value: A, signal?: AbortSignal): A | Promise<A> => {
    calls.push(stage)
    if (signal !== undefined) signals.push(signal)
    return stage === at ? never : value
  }
  const route = enforce({
    route: { method: 'GET', resource: 'document' },
    policy,
    authenticate: (_request: string, signal) => effect('authenticate', emma, signal),
    evaluate: (_request, _caller, signal) => effect('evaluate', 'said', signal),
    lookUp: (_request, _caller, signal) => effect('lookUp', { id: 7 }, signal),
    authorize: () => Permission.grant(),
    audit: (record) => {
      records.push(record)
      return effect('audit', undefined)
    },
    handle: (_row, _caller, _request, signal) => effect('handle', 'handled', signal),
    timeout,
  })
  return { route, calls, records, signals }
}

const before: Readonly<Record<Stage, ReadonlyArray<Stage>>> = {
  authenticate: ['authenticate', 'audit'],
  evaluate: ['authenticate', 'evaluate', 'lookUp', 'audit'],
  lookUp: ['authenticate', 'evaluate', 'lookUp', 'audit'],
  audit: ['authenticate', 'evaluate', 'lookUp', 'audit', 'audit'],
  handle: ['authenticate', 'evaluate', 'lookUp', 'audit', 'handle', 'audit'],
}

describe('an effect that never answers', () => {
  test.each(stages)(
    'of %s is not waited for when the time is up: a 503, and the audit says what was late',
    async (stage) => {
      const { route, calls, records } = hanging(stage, 50)
      const answering = route('x')
      await vi.advanceTimersByTimeAsync(500)
      expect(await answering).toBe(unavailable)
      expect(calls).toEqual(before[stage])
      expect(records.at(-1)).toMatchObject({
        _tag: 'Failed',
        faults: [
          { path: stage, cause: { name: 'TimeoutError', message: 'no answer within 50 ms' } },
        ],
      })
      expect(vi.getTimerCount()).toBe(0)
    },
  )

  test.each(stages.filter((stage) => stage !== 'audit'))(
    'of %s is not waited for when the client goes: a 503, and the audit says so',
    async (stage) => {
      const { route, records, signals } = hanging(stage)
      const client = new AbortController()
      const answering = route('x', client.signal)
      await new Promise((resolve) => setImmediate(resolve))
      client.abort('gone')
      expect(await answering).toBe(unavailable)
      expect(records.at(-1)).toMatchObject({
        _tag: 'Failed',
        faults: [{ path: stage, cause: 'gone' }],
      })
      expect(signals.every(({ aborted, reason }) => aborted && reason === 'gone')).toBe(true)
    },
  )
})

test('a client that is gone before has nothing started but the audit', async () => {
  const { route, calls, records } = hanging(undefined)
  expect(await route('x', AbortSignal.abort('gone'))).toBe(unavailable)
  expect(calls).toEqual(['audit'])
  expect(records).toEqual([
    {
      _tag: 'Failed',
      request: 'x',
      resource: 'document',
      faults: [{ path: 'authenticate', message: 'it was called off', cause: 'gone' }],
    },
  ])
})

test('a signal that outlives its requests is left as it was', async () => {
  const { signal } = new AbortController()
  await Promise.all([hanging(undefined).route('x', signal), hanging(undefined).route('y', signal)])
  expect(getEventListeners(signal, 'abort')).toEqual([])
})

test('a client that goes while the leave to act is written down has nothing done', async () => {
  const client = new AbortController()
  const handle = vi.fn()
  const records: Array<AuditRecord<string, typeof emma>> = []
  const route = enforce({
    route: { method: 'GET', resource: 'document' },
    policy,
    authenticate: () => emma,
    lookUp: (id: string) => ({ id }),
    authorize: () => Permission.grant(),
    audit: (record) => {
      records.push(record)
      client.abort()
    },
    handle,
  })
  expect(await route('x', client.signal)).toBe(unavailable)
  expect(handle).not.toHaveBeenCalled()
  expect(records).toMatchObject([
    { _tag: 'Decided' },
    { _tag: 'Failed', faults: [{ path: 'handle', cause: { name: 'AbortError' } }] },
  ])
})

test.each(['evaluate', 'lookUp'] as const)(
  'what hangs is stopped when %s fails, without a timeout',
  async (failing) => {
    const stopped: Array<unknown> = []
    const heed = (signal: AbortSignal): Promise<never> =>
      new Promise((_resolve, reject) => {
        signal.addEventListener('abort', () => {
          stopped.push(signal.reason)
          reject(new Error('stopped'))
        })
      })
    const records: Array<AuditRecord<string, typeof emma>> = []
    const route = enforce({
      route: { method: 'GET', resource: 'document' },
      policy,
      authenticate: () => emma,
      evaluate: (id: string, _caller, signal) =>
        failing === 'evaluate' ? Promise.reject(new Error(`${id} down`)) : heed(signal),
      lookUp: (id: string, _caller, signal): Promise<object> =>
        failing === 'lookUp' ? Promise.reject(new Error(`${id} down`)) : heed(signal),
      authorize: () => Permission.grant(),
      audit: (record) => {
        records.push(record)
      },
      handle: () => expect.unreachable(),
    })
    expect(await route('x')).toBe(unavailable)
    expect(stopped).toMatchObject([{ name: 'AbortError' }])
    const [record] = records
    const causes = record?._tag === 'Failed' ? record.faults : []
    expect(causes).toHaveLength(2)
    expect(causes.find(({ path }) => path === failing)).toMatchObject({
      cause: { message: 'x down' },
    })
    expect(causes.find(({ path }) => path !== failing)).toMatchObject({
      cause: { name: 'AbortError' },
    })
  },
)

test('no timer is left behind, and no listener on the signal of the client', async () => {
  const { route } = hanging(undefined, 1_000)
  const { signal } = new AbortController()
  const on = vi.spyOn(signal, 'addEventListener')
  const off = vi.spyOn(signal, 'removeEventListener')
  expect(await route('x', signal)).toMatchObject({ _tag: 'Ok' })
  expect(vi.getTimerCount()).toBe(0)
  expect(on).toHaveBeenCalledOnce()
  expect(off.mock.calls.map(([, listener]) => listener)).toEqual(
    on.mock.calls.map(([, listener]) => listener),
  )
})

test('a signal that is none is a 503, and rejects no promise', async () => {
  const { route, records } = hanging(undefined)
  expect(await route('x', 5 as never)).toBe(unavailable)
  expect(records).toMatchObject([
    {
      _tag: 'Failed',
      faults: [
        {
          path: 'signal',
          message: 'expected an AbortSignal',
          cause: expect.any(TypeError) as unknown,
        },
      ],
    },
  ])
})
