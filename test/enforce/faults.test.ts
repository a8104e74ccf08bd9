/**
 * Whatever fails, in whatever way, a stranger cannot tell what is there, the client sees nothing of the cause, and the audit sees it.
 */
import * as fc from 'fast-check'
import { outage, Permission } from 'glomar'
import { enforce } from 'glomar/enforce'
import { law } from 'glomar/testkit'
import { afterAll, afterEach, beforeAll, describe, expect, test, vi } from 'vitest'
import { runs } from '../runs.js'
import * as world from './world.js'
import type { Described, Scenario, Stage, Subject, Told, World } from './world.js'

let unhandled = 0
const count = (): void => {
  unhandled += 1
}

beforeAll(() => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] })
  process.on('unhandledRejection', count)
})
afterEach(async () => {
  await vi.advanceTimersByTimeAsync(10_000)
  await new Promise((resolve) => setImmediate(resolve))
  expect(unhandled).toBe(0)
})
afterAll(() => {
  vi.useRealTimers()
  process.off('unhandledRejection', count)
})

const waits = ['hangs', 'rejects late', 'is slow']

const live = async (subject: Subject, s: Scenario, where: World): Promise<Told> => {
  const calls: Array<Stage> = []
  const records: Array<Told['records'][number]> = []
  const answering = subject(world.describe(s, where, calls, records))(world.request).catch(() => 'rejected' as const)
  if (s.faults.some(({ way }) => waits.includes(way))) await vi.advanceTimersByTimeAsync(3 * world.timeout)
  return { result: await answering, calls: [...calls], records }
}

const bytes = ({ result }: Told): string => JSON.stringify(result)
/** The calls but for the rules, of which nobody outside can tell that they were asked. */
const outside = ({ calls }: Told): string => calls.filter((stage) => !/^(?:permission|whenAbsent)/.test(stage)).join(', ')

/** What is wrong with what came of a scenario; nothing, if all is well. */
const wrong = async (subject: Subject, s: Scenario): Promise<string | undefined> => {
  const setting = { policy: world.describe(s, 'hidden', [], []).policy }
  const strangers: Array<Told> = []
  for (const where of world.worlds) {
    if (!s.nested && where.startsWith('under')) continue
    const told = await live(subject, s, where)
    const { result, calls, records } = told
    const should = world.expected(s, where)
    const say = (what: string): string => `${where}: ${what}: ${bytes(told)} after ${calls.join(', ')}`
    if (result === 'rejected') return say('a promise that is rejected')
    if (bytes(told) !== JSON.stringify(should.result)) return say(`not ${JSON.stringify(should.result)}`)
    if (result._tag === 'Outage' && result !== outage) return say('another outage')
    if (bytes(told).includes(world.secret)) return say('the cause is seen')

    const [looks, evaluates] = [
      calls.filter((stage) => stage.startsWith('lookUp')).length,
      calls.filter((stage) => stage === 'evaluate').length,
    ]
    if (should.early ? looks + evaluates > 0 : looks !== (s.nested ? 2 : 1) || evaluates !== 1) return say('other look-ups')
    if (calls.includes('handle') !== should.handles) return say(should.handles ? 'was not handled' : 'was handled')
    if (calls.includes('handle') && calls.indexOf('audit') > calls.indexOf('handle')) return say('handled before it was written down')
    if (calls.includes(should.facts?.[0] === 'present' ? 'whenAbsent' : 'permission') && !s.nested) return say('the wrong rule was asked')

    const failed = s.faults.filter((f) => calls.includes(f.stage) && world.isFatal(f))
    const acted = should.facts !== undefined && (should.handles || (result._tag === 'Outage' && failed.some((f) => f.stage === 'audit')))
    const count = acted && result._tag === 'Outage' ? 2 : 1
    if (records.length !== count) return say(`${String(records.length)} records, not ${String(count)}`)
    const written = records.flatMap((record) => (record._tag === 'Settled' ? [] : record.failures))
    for (const f of failed) {
      if (f.stage === 'audit' && result._tag !== 'Outage') continue
      if (f.stage === 'audit' && !acted) continue
      const causes = written.flatMap(({ stage, resource, cause }) =>
        f.stage === stage || (f.stage === `${stage} above` && resource === 'user') ? [{ cause }] : [],
      )
      const its = causes.some(({ cause }) => Object.is(cause, world.odd[f.odd]))
      // of what is not waited for, or no longer, the audit says so
      const not = causes.some(({ cause }) => {
        try {
          return ['TimeoutError', 'AbortError', 'TypeError'].includes((cause as Error).name)
        } catch {
          return false
        }
      })
      if (!its && !not) return say(`no record of ${f.stage}`)
      if (!its && failed.length === 1 && (f.way === 'throws' || f.way === 'throws when waited for')) return say(`no cause of ${f.stage}`)
    }
    const { asked, authn, facts } = should
    if (facts === undefined || law.stranger({ ...setting, request: asked, authn }, facts)) strangers.push(told)
  }
  const [first] = strangers
  for (const other of strangers) {
    if (first === undefined || bytes(first) !== bytes(other))
      return `strangers are told ${bytes(other)} and ${String(first && bytes(first))}`
    if (outside(first) !== outside(other)) return `of strangers: ${outside(first)}, but ${outside(other)}`
  }
  return undefined
}

const property = (subject: Subject): fc.IAsyncPropertyWithHooks<[Scenario]> =>
  fc.asyncProperty(world.scenario, async (s) => {
    const found = await wrong(subject, s)
    if (found !== undefined) throw new Error(found)
  })

test('every fault, in every stage, in every world', async () => {
  await fc.assert(property(enforce), runs(1_000))
})

test('a rejection that nobody handles would be counted', async () => {
  const others = process.listeners('unhandledRejection')
  process.removeAllListeners('unhandledRejection').on('unhandledRejection', count)
  void Promise.reject(new Error(world.secret))
  await new Promise((resolve) => setImmediate(resolve))
  process.removeAllListeners('unhandledRejection')
  for (const other of others) process.on('unhandledRejection', other)
  expect(unhandled).toBe(1)
  unhandled = 0
})

describe('a planted fault is found', () => {
  /** `enforce`, over effects that somebody wrapped. */
  const wrapped =
    (wrap: (e: Described) => Partial<Described>): Subject =>
    (e) =>
      enforce({ ...e, ...wrap(e) })

  const faults: Readonly<Record<string, Subject>> = {
    'the engine is asked only about what exists': wrapped((e) => ({
      evaluate: async (request, caller, signal) => {
        const row = await e.lookUp(request, caller, signal)
        return row === null ? { allowed: false } : (e.evaluate?.(request, caller, signal) ?? { allowed: false })
      },
    })),
    'a store that is down is a 404': wrapped((e) => ({
      lookUp: async (...given) => {
        try {
          return await e.lookUp(...given)
        } catch {
          return null
        }
      },
    })),
    'an engine that is down denies': wrapped((e) => ({
      evaluate: async (...given) => {
        try {
          return (await e.evaluate?.(...given)) ?? { allowed: false }
        } catch {
          return { allowed: false }
        }
      },
    })),
    'authentication that is down is nobody': wrapped((e) => ({
      authenticate: async (...given) => {
        try {
          return await e.authenticate(...given)
        } catch {
          return { name: '', authn: { _tag: 'Anonymous' } }
        }
      },
    })),
    'what a rule throws is an outage': (e) => async (request, signal) => {
      let threw = false
      const result = await enforce({
        ...e,
        permission: (...given) => {
          try {
            return e.permission(...given)
          } catch (cause) {
            threw = true
            throw cause
          }
        },
      })(request, signal)
      return threw ? outage : result
    },
    'the cause is sent': (e) => async (request, signal) => {
      let cause: unknown
      const result = await enforce({
        ...e,
        audit: (record) => {
          if (record._tag === 'Failed') [{ cause }] = record.failures
          return e.audit(record, new AbortController().signal)
        },
      })(request, signal)
      return result._tag === 'Outage'
        ? { ...result, body: { ...result.body, detail: String(cause instanceof Error && cause.message) } }
        : result
    },
    'the handler throws': (e) => async (request, signal) => {
      const thrown: Array<unknown> = []
      const result = await enforce({
        ...e,
        handle: async (...given) => {
          try {
            return await e.handle(...given)
          } catch (cause) {
            thrown.push(cause)
            throw cause
          }
        },
      })(request, signal)
      if (thrown.length > 0) throw thrown[0]
      return result
    },
    'what is done need not be written down': wrapped((e) => ({
      audit: async (record) => {
        try {
          await e.audit(record, new AbortController().signal)
        } catch {
          return
        }
      },
    })),
    'a refusal waits for an audit that is down': (e) => async (request, signal) => {
      let down = false
      const result = await enforce({
        ...e,
        audit: async (record) => {
          try {
            await e.audit(record, new AbortController().signal)
          } catch (cause) {
            down = true
            throw cause
          }
        },
      })(request, signal)
      return down ? outage : result
    },
    'outages are not written down': wrapped((e) => ({
      audit: (record) => (record._tag === 'Failed' ? undefined : e.audit(record, new AbortController().signal)),
    })),
    'the cause is not written down': wrapped((e) => ({
      audit: (record) =>
        e.audit(
          record._tag === 'Failed' ? { ...record, failures: [{ stage: 'enforce', cause: 'something failed' }] } : record,
          new AbortController().signal,
        ),
    })),
    'the thing is looked up before the caller': wrapped((e) => ({
      authenticate: async (request, signal) => {
        const caller = await e.authenticate(request, signal)
        await Promise.resolve(e.lookUp(request, caller, signal)).catch(() => null)
        return caller
      },
    })),
    'a link is looked up under what exists': wrapped((e) => ({
      lookUp: async (request, caller, signal) => {
        const [user] = e.above ?? []
        return user === undefined || (await user.lookUp(request, caller, signal)) !== null ? e.lookUp(request, caller, signal) : null
      },
    })),
    'a rule is asked about a row that is not there': wrapped((e) => ({
      whenAbsent: (caller, said) => e.permission({ readers: [] }, caller, said),
    })),
    'the handler comes first': wrapped((e) => ({
      audit: async (record) => {
        if (record._tag === 'Decided' && record.explanation.answer === 'ok')
          await e.handle(undefined, record.caller, record.request, new AbortController().signal)
        return e.audit(record, new AbortController().signal)
      },
    })),
    'the outage names the resource': (e) => async (request, signal) => {
      const result = await enforce(e)(request, signal)
      return result._tag === 'Outage' ? { ...result, body: { ...result.body, detail: e.route.resource } } : result
    },
    'those who fail are let in': wrapped((e) => ({
      permission: (...given) => {
        try {
          return e.permission(...given)
        } catch {
          return Permission.granted
        }
      },
    })),
  }

  test.each(Object.entries(faults))('%s', async (_name, subject) => {
    const { failed } = await fc.check(property(subject), { numRuns: 1_500, endOnFailure: true })
    expect(failed).toBe(true)
  })
})
