/**
 * Whatever fails, in whatever way, a stranger cannot tell what is there. The client sees nothing of the
 * cause, and the audit sees it.
 */
import * as fc from 'fast-check'
import { Authn, Permission, unavailable } from 'glomar'
import { enforce } from 'glomar/enforce'
import { afterAll, afterEach, beforeAll, describe, expect, test, vi } from 'vitest'
import { runs } from '../runs.js'
import * as world from './world.js'
import type {
  Asking,
  Who,
  Described,
  Expected,
  Result,
  Scenario,
  Stage,
  Subject,
  Told,
  World,
} from './world.js'

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

const waits = ['hangs', 'rejects late', 'rejects oddly', 'is slow']

const live = async (subject: Subject, s: Scenario, where: World): Promise<Told> => {
  const calls: Array<Stage> = []
  const records: Array<Told['records'][number]> = []
  const described = world.describe(s, where, calls, records)
  const answering = subject(described)(world.request).catch(() => 'rejected' as const)
  if (s.planted.some(({ way }) => waits.includes(way)))
    await vi.advanceTimersByTimeAsync(3 * world.timeout)
  return { result: await answering, calls: [...calls], records }
}

/** What a client can see of a result: all but the faults of its rendering. */
const seen = (result: Result | 'rejected'): string => {
  if (result === 'rejected' || result._tag !== 'Rendered') return JSON.stringify(result)
  const { faults, ...sent } = result
  return JSON.stringify(sent)
}

/** The calls but for the rules and renderers, of which nobody outside can tell that they were asked. */
const outside = (calls: Told['calls']): string =>
  calls.filter((stage) => !world.isRule(stage)).join(', ')

const isUnavailable = (result: Result | 'rejected'): boolean =>
  result !== 'rejected' && 'status' in result && result.status === 503

/** What is wrong with the calls; `undefined` if nothing is. */
const wrongCalls = (s: Scenario, { calls }: Told, should: Expected): string | undefined => {
  if (calls.filter((stage) => stage === 'route').length !== (s.routed ? 1 : 0))
    return 'the route was not asked for once'
  if (s.routed && calls[0] !== 'route') return 'the route was not asked for first'
  if (should.lost && outside(calls) !== 'audit') return 'effects without a route'
  const looks = calls.filter((stage) => stage.endsWith('lookUp')).length
  const evaluates = calls.filter((stage) => stage === 'evaluate').length
  const all = 1 + (s.nested ? 1 : 0) + (s.refers ? 1 : 0) + (s.refers && s.beneath ? 1 : 0)
  if (should.early ? looks + evaluates > 0 : looks !== all || evaluates !== 1)
    return 'other look-ups'
  if (calls.includes('handle') !== should.handles)
    return should.handles ? 'was not handled' : 'was handled'
  if (calls.includes('handle') && calls.indexOf('audit') > calls.indexOf('handle'))
    return 'handled before it was written down'
  if (calls.includes('authorize') && calls.includes('whenAbsent')) return 'two rules were asked'
  return undefined
}

/** What is wrong with the records; `undefined` if nothing is. */
const wrongRecords = (s: Scenario, told: Told, should: Expected): string | undefined => {
  const { calls, records, result } = told
  const faulty = s.planted.filter((one) => calls.includes(one.stage) && world.isFaulty(one))
  const acted = should.decides && (should.handles || isUnavailable(result))
  const expectedCount = acted && isUnavailable(result) ? 2 : 1
  if (records.length !== expectedCount)
    return `${String(records.length)} records, not ${String(expectedCount)}`
  const written = records.flatMap(({ faults }) => faults)
  for (const one of faulty) {
    // nobody is told that a refusal could not be written down
    if (one.stage === 'audit' && !(acted && isUnavailable(result))) continue
    const faults = written.filter(({ path }) => path === one.stage)
    if (faults.length === 0) return `no record of ${one.stage}`
    const alone = faulty.length === 1 || world.isRule(one.stage)
    const threw =
      one.way === 'throws' && faults.some(({ cause }) => Object.is(cause, world.odd[one.odd]))
    if (alone && one.way === 'throws' && !threw) return `no cause of ${one.stage}`
  }
  if (s.planted.length === 0 && written.length > 0) return `a fault of ${String(written[0]?.path)}`
  return undefined
}

/** What is wrong with what came of a scenario; `undefined` if nothing is. */
const wrong = async (subject: Subject, s: Scenario): Promise<string | undefined> => {
  const strangers = new Map<string, Told>()
  for (const where of world.worldsOf(s)) {
    const told = await live(subject, s, where)
    const { result, calls } = told
    const should = world.expected(s, where)
    const say = (what: string): string =>
      `${where}: ${what}: ${seen(result)} after ${calls.join(', ')}`
    if (result === 'rejected') return say('a promise that is rejected')
    if (seen(result) !== seen(should.result)) return say(`not ${seen(should.result)}`)
    if (result._tag === 'Unavailable' && result !== unavailable) return say('another 503')
    if (seen(result).includes(world.secret)) return say('the cause is seen')
    const found = wrongCalls(s, told, should) ?? wrongRecords(s, told, should)
    if (found !== undefined) return say(found)

    if (should.strangerTo === undefined) continue
    const other = strangers.get(should.strangerTo)
    strangers.set(should.strangerTo, told)
    if (other === undefined) continue
    if (seen(other.result) !== seen(result))
      return say(`strangers to ${should.strangerTo} are told ${seen(other.result)} as well`)
    if (outside(other.calls) !== outside(calls))
      return say(`of other strangers: ${outside(other.calls)}`)
  }
  return undefined
}

const property = (
  subject: Subject,
  scenario: fc.Arbitrary<Scenario> = world.scenario,
): fc.IAsyncPropertyWithHooks<[Scenario]> =>
  fc.asyncProperty(scenario, async (s) => {
    const found = await wrong(subject, s)
    if (found !== undefined) throw new Error(found)
  })

test('every fault, in every stage and every world, is answered by the law', async () => {
  await fc.assert(property(enforce), runs(1_500))
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

describe('a planted mistake is found', () => {
  /** `enforce`, over effects that somebody wrapped. */
  const wrapped =
    (wrap: (e: Described) => Partial<Described>): Subject =>
    (e) =>
      enforce({ ...e, ...wrap(e) })

  const { signal } = new AbortController()

  const routeFor = ({ route }: Described, request: Asking) =>
    typeof route === 'function' ? route(request) : route

  const mistakes: Readonly<Record<string, Subject>> = {
    'the engine is asked only about what exists': wrapped((e) => ({
      evaluate: async (request, caller, signal) => {
        const row = await e.lookUp(request, caller, signal)
        if (row === null) return { allowed: false }
        return e.evaluate?.(request, caller, signal) ?? { allowed: false }
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
    'an authentication that is down is an anonymous caller': wrapped((e) => ({
      authenticate: async (...given) => {
        try {
          return await e.authenticate(...given)
        } catch {
          return { name: '', authn: Authn.anonymous }
        }
      },
    })),
    'a rule that throws is a 503': (e) => async (request, signal) => {
      let threw = false
      const result = await enforce({
        ...e,
        authorize: (...given) => {
          try {
            return e.authorize(...given)
          } catch (cause) {
            threw = true
            throw cause
          }
        },
      })(request, signal)
      return threw ? unavailable : result
    },
    'the cause is sent': (e) => async (request, signal) => {
      let cause: unknown
      const result = await enforce({
        ...e,
        audit: (record, signal) => {
          if (record._tag === 'Failed') cause = record.faults[0]?.cause
          return e.audit(record, signal)
        },
      })(request, signal)
      const detail = String(cause instanceof Error && cause.message)
      return result._tag === 'Unavailable'
        ? { ...result, body: { ...result.body, detail } }
        : result
    },
    'the handler throws out of the route': (e) => async (request, signal) => {
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
          await e.audit(record, signal)
        } catch {
          return
        }
      },
    })),
    'a refusal fails with its audit': (e) => async (request, signal) => {
      let down = false
      const result = await enforce({
        ...e,
        audit: async (record, signal) => {
          try {
            await e.audit(record, signal)
          } catch (cause) {
            down = true
            throw cause
          }
        },
      })(request, signal)
      return down ? unavailable : result
    },
    'a 503 is not written down': wrapped((e) => ({
      audit: (record) => (record._tag === 'Failed' ? undefined : e.audit(record, signal)),
    })),
    'the cause is not written down': wrapped((e) => ({
      audit: (record) =>
        e.audit(
          { ...record, faults: record.faults.map(({ path, message }) => ({ path, message })) },
          signal,
        ),
    })),
    'the faults of rules are not written down': wrapped((e) => ({
      audit: (record) =>
        e.audit(record._tag === 'Decided' ? { ...record, faults: [] } : record, signal),
    })),
    'the thing is looked up before the caller': wrapped((e) => ({
      authenticate: async (request, signal) => {
        const caller = await e.authenticate(request, signal)
        await Promise.resolve(e.lookUp(request, caller, signal)).catch(() => null)
        return caller
      },
    })),
    'an ancestor is looked up first, and the target only under one that exists': wrapped((e) => ({
      lookUp: async (request, caller, signal) => {
        const [folder] = e.ancestors ?? []
        return folder === undefined || (await folder.lookUp(request, caller, signal)) !== null
          ? e.lookUp(request, caller, signal)
          : null
      },
    })),
    'a reference that is missing is told from one that is hidden':
      (e) => async (request, signal) => {
        let missing = false
        const result = await enforce({
          ...e,
          references: e.references?.map((each) => ({
            ...each,
            lookUp: async (asking: Asking, who: Who, stop: AbortSignal) => {
              const row = await each.lookUp(asking, who, stop)
              missing ||= row === null
              return row
            },
          })),
        })(request, signal)
        return result._tag === 'UnresolvedReference' && missing ? { _tag: 'Conflict' } : result
      },
    'a rule is asked about a row that is not there': wrapped((e) => ({
      whenAbsent: (caller, said, request) => e.authorize({ readers: [] }, caller, said, request),
    })),
    'the handler comes first': wrapped((e) => ({
      audit: async (record, signal) => {
        if (record._tag === 'Decided' && record.explanation.answer === 'Ok')
          await e.handle(undefined, record.caller, record.request, signal)
        return e.audit(record, signal)
      },
    })),
    'the 503 names the resource': (e) => async (request, signal) => {
      const result = await enforce(e)(request, signal)
      return result._tag === 'Unavailable'
        ? { ...result, body: { ...result.body, detail: 'document' } }
        : result
    },
    'a renderer that throws takes the answer along': (e) => async (request, signal) => {
      let thrown: unknown
      const { renderer } = e
      const result = await enforce({
        ...e,
        renderer:
          renderer &&
          ((refusal, asking: Asking) => {
            try {
              return renderer(refusal, asking)
            } catch (cause) {
              thrown = cause
              throw cause
            }
          }),
      })(request, signal)
      if (thrown !== undefined) throw new Error('thrown', { cause: thrown })
      return result
    },
    'the route is made of the row': wrapped((e) => ({
      route: (request) => {
        const route = routeFor(e, request)
        const row = e.lookUp(request, { name: '', authn: Authn.anonymous }, signal)
        return row === null ? { ...route, requires: { authenticated: true } } : route
      },
    })),
    'a route that fails is one that asks for credentials': wrapped((e) => ({
      route: (request) => {
        try {
          return routeFor(e, request)
        } catch {
          return { method: 'GET', resource: 'document', requires: { authenticated: true } }
        }
      },
    })),
    'a promise of a route is waited for': (e) => async (request, signal) => {
      const given = Promise.resolve(routeFor(e, request)).catch(() => null)
      const late = new Promise((resolve) => setTimeout(resolve, world.timeout, null))
      const route = await Promise.race([given, late])
      return enforce({ ...e, route: () => route as never })(request, signal)
    },
    'the caller is authenticated before there is a route': (e) => async (request, signal) => {
      const caller = { name: '', authn: Authn.anonymous }
      const early = await Promise.resolve(
        e.authenticate(request, new AbortController().signal),
      ).catch(() => caller)
      return enforce({ ...e, authenticate: () => early })(request, signal)
    },
    'the route is asked for again by the renderer': (e) =>
      enforce({
        ...e,
        renderer: (refusal, request) => {
          // the mistake is to ask; a promise that it gives is nobody's
          void Promise.resolve(routeFor(e, request)).catch(() => undefined)
          return e.renderer?.(refusal, request) ?? {}
        },
      }),
    'a route that fails is not written down': wrapped((e) => ({
      audit: (record, signal) =>
        record._tag === 'Failed' && record.resource === undefined
          ? undefined
          : e.audit(record, signal),
    })),
    'a caller without credentials is looked up for': wrapped((e) => ({
      authenticate: async (request, signal) => {
        const caller = await e.authenticate(request, signal)
        if (caller.authn._tag === 'Anonymous') await e.lookUp(request, caller, signal)
        return caller
      },
    })),
    'a reference is looked up only under an ancestor that exists': wrapped((e) => ({
      references: e.references?.map((each) => ({
        ...each,
        lookUp: async (asking: Asking, who: Who, stop: AbortSignal) => {
          const [folder] = each.ancestors ?? []
          return folder === undefined || (await folder.lookUp(asking, who, stop)) !== null
            ? each.lookUp(asking, who, stop)
            : null
        },
      })),
    })),
    'those who fail are let in': wrapped((e) => ({
      authorize: (...given) => {
        try {
          return e.authorize(...given)
        } catch {
          return Permission.grant()
        }
      },
    })),
  }

  /** These mistakes wait for promises as everybody does, and so leave an odd one unhandled. */
  const ordinary = world.scenario.filter(({ planted }) =>
    planted.every(({ way }) => way !== 'rejects oddly'),
  )

  test.each(Object.entries(mistakes))('%s', async (_name, subject) => {
    const { failed } = await fc.check(property(subject, ordinary), {
      numRuns: 3_000,
      endOnFailure: true,
    })
    expect(failed).toBe(true)
  })
})
