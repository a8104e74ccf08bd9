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

describe('the time is up while a record is written', () => {
  const time = 50
  const later = <A>(ms: number, value: A): Promise<A> =>
    new Promise((resolve) => setTimeout(resolve, ms, value))

  const callers = {
    'a hidden row': { id: 'hidden', authn: Authn.authenticated() },
    'a missing row': { id: 'missing', authn: Authn.authenticated() },
    'an answer before any look-up': { id: 'hidden', authn: Authn.rejected('expired') },
    'a look-up that fails': { id: 'broken', authn: Authn.authenticated() },
  } as const
  type Kind = keyof typeof callers | 'leave to act'

  /** The answer comes `late` milliseconds after the request, and each record takes `written`. */
  const slow = async (kind: Kind, late: number, written: number, client?: AbortController) => {
    const { id, authn } = kind === 'leave to act' ? { ...emma, id: 'emmas' } : callers[kind]
    const records: Array<AuditRecord<string, typeof emma>> = []
    const signals: Array<AbortSignal> = []
    const route = enforce({
      route: { method: 'GET', resource: 'document' },
      policy,
      authenticate: (name: string) => later(late, { name, authn }),
      lookUp: (id) => {
        if (id === 'broken') throw new Error('down')
        return id === 'missing' ? null : { id }
      },
      authorize: (row) => (row.id === 'emmas' ? Permission.grant() : Permission.deny()),
      audit: (record, signal) => {
        records.push(record)
        signals.push(signal)
        client?.abort('gone')
        return later(written, undefined)
      },
      handle: () => 'handled',
      timeout: time,
    })
    let passed = 0
    let answered: number | undefined
    const answering = route(id, client?.signal).finally(() => {
      answered = passed
    })
    for (; passed <= 1_000 && answered === undefined; passed++) await vi.advanceTimersByTimeAsync(1)
    return { answer: await answering, after: answered, records, signals }
  }

  const refusals = Object.keys(callers) as ReadonlyArray<keyof typeof callers>
  const codeOf = (kind: Kind): string =>
    kind === 'a look-up that fails'
      ? 'unavailable'
      : kind === 'an answer before any look-up'
        ? 'invalid-credentials'
        : 'not-found'

  test.each(refusals)(
    'of %s: nothing is called off, and the answer waits for the record',
    async (kind) => {
      const { answer, after, records, signals } = await slow(kind, 40, 45)
      expect(answer).toMatchObject({ code: codeOf(kind) })
      expect(after).toBe(84)
      expect(records).toHaveLength(1)
      expect(signals.map(({ aborted }) => aborted)).toEqual([false])
    },
  )

  test.each(refusals)(
    'of %s, and the time of the record is up as well: it is called off, and the answer is the same',
    async (kind) => {
      const { answer, after, records, signals } = await slow(kind, 40, 10_000)
      expect(answer).toMatchObject({ code: codeOf(kind) })
      expect(after).toBe(40 + time - 1)
      expect(records).toHaveLength(1)
      expect(signals).toMatchObject([{ aborted: true, reason: { name: 'TimeoutError' } }])
    },
  )

  test.each(refusals)('of %s, and the client goes: nothing is called off', async (kind) => {
    const { answer, after, signals } = await slow(kind, 40, 45, new AbortController())
    expect(answer).toMatchObject({ code: codeOf(kind) })
    expect(after).toBe(84)
    expect(signals.map(({ aborted }) => aborted)).toEqual([false])
  })

  test('of a hidden and of a missing row: in the same bytes, after the same time', async () => {
    for (const written of [0, 45, 10_000]) {
      const hidden = await slow('a hidden row', 40, written)
      const missing = await slow('a missing row', 40, written)
      expect(JSON.stringify(missing.answer)).toBe(JSON.stringify(hidden.answer))
      expect(missing.after).toBe(hidden.after)
    }
  })

  test('of leave to act: once it is written down, no handler is started', async () => {
    const { answer, after, records, signals } = await slow('leave to act', 40, 45)
    expect(answer).toBe(unavailable)
    expect(after).toBe(40 + 45 + 45 - 1)
    expect(records).toMatchObject([
      { _tag: 'Decided', explanation: { answer: 'Ok' } },
      { _tag: 'Failed', faults: [{ path: 'handle', cause: { name: 'TimeoutError' } }] },
    ])
    expect(signals.map(({ aborted }) => aborted)).toEqual([false, false])
  })

  test('of leave to act, and no record is ever written: the answer takes three times as long', async () => {
    const { answer, after, records } = await slow('leave to act', time - 1, 10_000)
    expect(answer).toBe(unavailable)
    expect(after).toBeLessThan(3 * time)
    expect(after).toBeGreaterThan(3 * time - 5)
    expect(records).toMatchObject([
      { _tag: 'Decided' },
      { _tag: 'Failed', faults: [{ path: 'audit', cause: { name: 'TimeoutError' } }] },
    ])
  })
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
