/**
 * Rules that fail. A rule runs only where there is a row, or only where there is none: whatever it does,
 * the caller is denied, the operator is told, and no rejection is left unhandled.
 */
import { runInNewContext } from 'node:vm'
import { Permission, type Verdict } from 'glomar'
import { enforce, type AuditRecord } from 'glomar/enforce'
import { describe, expect, test } from 'vitest'
import { unhandledRejections } from '../unhandled.js'
import { emma, policy, store, type Asking, type Who } from './documents.js'

const unhandled = unhandledRejections()

const rejection = (): Error => new Error('rejected by a rule')

class HostileSpecies extends Promise<never> {
  static override get [Symbol.species](): never {
    throw new Error('no species')
  }
}

class NoConstructor extends Promise<never> {}
void Object.defineProperty(NoConstructor.prototype, 'constructor', {
  get: () => {
    throw new Error('no constructor')
  },
})

/** Its own `then` starts it, as that of a query that is sent when it is waited for. */
class Query extends Promise<Permission.Permission> {
  static started = 0
  override then(): never {
    Query.started += 1
    throw new Error('started')
  }
}

let started = 0
const start = (): void => {
  started += 1
}

/** What a script of another realm gives. */
const elsewhere = (script: string): unknown => runInNewContext(script)

const revoked = (target: object): unknown => {
  const { proxy, revoke } = Proxy.revocable(target, {})
  revoke()
  return proxy
}

/** What a rule may answer instead of a permission. Each is made anew by the rule. */
const answers: Readonly<Record<string, () => unknown>> = {
  'a promise of a grant': () => Promise.resolve(Permission.grant()),
  'a promise that is rejected': () => Promise.reject(rejection()),
  'a promise that is rejected later': () =>
    new Promise((_resolve, reject) => setImmediate(reject, rejection())),
  'a frozen promise that is rejected': () => Object.freeze(Promise.reject(rejection())),
  'a promise of another realm that is rejected': () =>
    elsewhere('Promise.reject(new Error("rejected elsewhere"))'),
  'an async function of another realm that throws': () =>
    elsewhere('(async () => { throw new Error("thrown elsewhere") })()'),
  'a promise whose species throws': () => HostileSpecies.reject(rejection()),
  'a promise of another realm whose species throws': () =>
    elsewhere(`
      class Hostile extends Promise { static get [Symbol.species]() { throw new Error('none') } }
      Hostile.reject(new Error('rejected elsewhere'))
    `),
  'a promise whose constructor cannot be read': () =>
    new NoConstructor((_resolve, reject) => {
      reject(rejection())
    }),
  'a promise with another prototype that is rejected': () =>
    Object.setPrototypeOf(Promise.reject(rejection()), null) as unknown,
  'a promise with a `then` of its own that is rejected': () =>
    Object.assign(Promise.reject(rejection()), { then: start }),
  'a promise that starts when it is waited for': () =>
    new Query((resolve) => {
      resolve(Permission.grant())
    }),
  'a query that starts when it is waited for': () => ({ then: start }),
  'a function that starts when it is waited for': () => Object.assign(() => true, { then: start }),
  'a proxy of a promise': () => new Proxy(Promise.resolve(), {}),
  'an object whose `then` cannot be read': () => ({
    get then() {
      throw new Error('no then')
    },
  }),
  'a revoked proxy': () => revoked({}),
  'a revoked proxy of a list': () => revoked([]),
  'a revoked proxy of a function': () => revoked(() => true),
  'a proxy of a grant': () => new Proxy(Permission.grant(), {}),
  'a spread copy of a grant': () => ({ ...Permission.grant() }),
  'an heir of a grant': () => Object.create(Permission.grant()) as unknown,
  'a grant from JSON': () => JSON.parse(JSON.stringify(Permission.grant())) as unknown,
  'the constructor, which was not called': () => Permission.grant,
  true: () => true,
  undefined: () => undefined,
  null: () => null,
  'a symbol': () => Symbol('granted'),
  'an error that is thrown': () => {
    throw rejection()
  },
  'a value that is thrown': () => {
    // eslint-disable-next-line @typescript-eslint/only-throw-error -- that it is none is the point
    throw undefined
  },
}

const places = [
  'authorize',
  'whenAbsent',
  'ancestors[0].authorize',
  'ancestors[0].whenAbsent',
  'references[0].authorize',
  'references[0].whenAbsent',
  'references[0].ancestors[0].authorize',
] as const

/** A route whose rules grant, but for one. */
const routeWith = (place: string, answer: () => unknown) => {
  const records: Array<AuditRecord<Asking, Who>> = []
  const at = (here: string) => () =>
    (here === place ? answer() : Permission.grant()) as Permission.Permission
  const folder = (path: string) => ({
    resource: 'folder' as const,
    lookUp: () => (place === `${path}.whenAbsent` ? null : {}),
    authorize: at(`${path}.authorize`),
    whenAbsent: at(`${path}.whenAbsent`),
  })
  const route = enforce({
    route: { method: 'GET', resource: 'document' },
    policy,
    authenticate: () => emma,
    lookUp: ({ id }: Asking) => (place === 'whenAbsent' ? undefined : store.get(id)),
    authorize: at('authorize'),
    whenAbsent: at('whenAbsent'),
    ancestors: [folder('ancestors[0]')],
    references: [{ ...folder('references[0]'), ancestors: [folder('references[0].ancestors[0]')] }],
    audit: (record) => {
      records.push(record)
    },
    handle: () => 'handled',
  })
  return { route, records }
}

const turn = (): Promise<void> => new Promise((resolve) => setImmediate(resolve))

describe.each(places)('%s', (place) => {
  test.each(Object.entries(answers))('denies where it answers with %s', async (_, answer) => {
    started = 0
    Query.started = 0
    const { route, records } = routeWith(place, answer)
    const result = await route({ id: 'emmas-document' })
    await turn()
    await turn()
    const denied: ReadonlyArray<Verdict['_tag']> = ['NotFound', 'UnresolvedReference']
    expect(denied).toContain(result._tag)
    expect(records).toMatchObject([{ _tag: 'Decided', faults: [{ path: place }] }])
    expect([started, Query.started]).toEqual([0, 0])
    expect(unhandled).toEqual([])
  })

  test('denies alike whether it says so or fails', async () => {
    const said = await routeWith(place, () => Permission.deny()).route({ id: 'emmas-document' })
    const threw = await routeWith(place, () => {
      throw rejection()
    }).route({ id: 'emmas-document' })
    expect(threw).toEqual(said)
  })

  test('names what it threw in the audit, and not in the answer', async () => {
    const cause = rejection()
    const { route, records } = routeWith(place, () => {
      throw cause
    })
    const result = await route({ id: 'emmas-document' })
    expect(records[0]?.faults[0]?.cause).toBe(cause)
    expect(JSON.stringify(result)).not.toContain('rejected by a rule')
  })
})

test('a grant in every place is leave to act', async () => {
  const { route, records } = routeWith('no place', () => Permission.grant())
  expect(await route({ id: 'emmas-document' })).toEqual({ _tag: 'Ok', value: 'handled' })
  expect(records).toMatchObject([{ faults: [] }])
})

describe('an effect', () => {
  test.each(['authenticate', 'evaluate', 'lookUp', 'audit', 'handle'] as const)(
    '%s leaves no rejection unhandled, of whatever class its promise is',
    async (effect) => {
      const route = enforce({
        route: { method: 'GET', resource: 'document' },
        policy,
        authenticate: () => emma,
        evaluate: () => undefined,
        lookUp: ({ id }: Asking) => store.get(id),
        authorize: () => Permission.grant(),
        audit: () => undefined,
        handle: () => 'handled',
        [effect]: () => HostileSpecies.reject(rejection()),
      })
      expect(await route({ id: 'emmas-document' })).toMatchObject({ status: 503 })
      await turn()
      expect(unhandled).toEqual([])
    },
  )

  test('that rejects with a promise leaves that one handled as well', async () => {
    const route = enforce({
      route: { method: 'GET', resource: 'document' },
      policy,
      authenticate: () => emma,
      lookUp: ({ id }: Asking): object => {
        // eslint-disable-next-line @typescript-eslint/only-throw-error -- the point
        throw Promise.reject(new Error(id))
      },
      authorize: () => Permission.grant(),
      audit: () => undefined,
      handle: () => 'handled',
    })
    expect(await route({ id: 'emmas-document' })).toMatchObject({ status: 503 })
    await turn()
    expect(unhandled).toEqual([])
  })
})
