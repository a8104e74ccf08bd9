/**
 * The codecs as Standard Schemas: they say what `decode` says, in the types of the specification
 * and to those who validate by it.
 */
import { sValidator } from '@hono/standard-validator'
import type { StandardSchemaV1 } from '@standard-schema/spec'
import { initTRPC, type inferRouterInputs, type inferRouterOutputs } from '@trpc/server'
import fc from 'fast-check'
import * as Glomar from 'glomar'
import * as entry from 'glomar/codec'
import { leaks, report as reportLeaks, type Probe } from 'glomar/testkit'
import { arbitrary as arb } from 'glomar/testkit/properties'
import { Hono } from 'hono'
import * as t from 'io-ts'
import { isDeepStrictEqual } from 'node:util'
import { describe, expect, expectTypeOf, test } from 'vitest'
import { showPath } from '../../src/lib/show.js'
import { hostile } from '../hostile.js'
import { runs } from '../runs.js'
import { bare, json, permission } from './values.js'

const { Authn, Facts, Permission, Policy, report, ResourceState, Route } = entry

type Codec = t.Type<unknown> & StandardSchemaV1
type Validate = StandardSchemaV1['~standard']['validate']

/** Whatever the entry exports that decodes: a codec which is yet to come is held to the same. */
const codecs = Object.entries(entry as Readonly<Record<string, unknown>>).filter(
  (export_): export_ is [string, Codec] => export_[1] instanceof t.Type,
)

test('the five arguments and policy files have codecs, and each is a Standard Schema of version 1', () => {
  const names = ['Authn', 'Facts', 'Permission', 'Policy', 'PolicyFile', 'ResourceState', 'Route']
  expect(codecs.map(([name]) => name).sort()).toEqual(names)
  for (const [, codec] of codecs)
    expect(codec['~standard']).toMatchObject({ version: 1, vendor: 'glomar' })
})

describe('the types are those of the specification', () => {
  type Output<C extends StandardSchemaV1> = StandardSchemaV1.InferOutput<C>
  type Input<C extends StandardSchemaV1> = StandardSchemaV1.InferInput<C>

  test('the output is what `decide` takes', () => {
    expectTypeOf<Output<typeof Route>>().toEqualTypeOf<Glomar.Route.Route>()
    expectTypeOf<Output<typeof Authn>>().toEqualTypeOf<Glomar.Authn.Authn>()
    expectTypeOf<Output<typeof ResourceState>>().toEqualTypeOf<Glomar.ResourceState>()
    expectTypeOf<Output<typeof Facts>>().toEqualTypeOf<Glomar.Facts.Facts<string, string>>()
    expectTypeOf<Output<typeof Policy>>().toEqualTypeOf<Glomar.Policy.Policy>()
    const decided = (
      route: Output<typeof Route>,
      authn: Output<typeof Authn>,
      state: Output<typeof ResourceState>,
      said: Output<typeof Permission>,
      policy: Output<typeof Policy>,
    ): Glomar.Verdict => Glomar.decide(route, authn, state, said, policy)
    const route = Glomar.Route.of({ method: 'GET', resource: 'document' })
    const policy = Glomar.Policy.of({ document: {} })
    expect(
      decided(route, Glomar.Authn.anonymous, 'present', Glomar.Permission.grant(), policy),
    ).toEqual({ _tag: 'Ok' })
  })

  test('the input is a document, which may leave out what is at its default', () => {
    expectTypeOf<Input<typeof Policy>>().toEqualTypeOf<entry.PolicyDocument>()
    expectTypeOf<{ types: { document: { existence: 'public' } } }>().toExtend<
      Input<typeof Policy>
    >()
    expectTypeOf<{ types: { document: { existence: 'hidden' } } }>().not.toExtend<
      Input<typeof Policy>
    >()
    expectTypeOf<{ service: { realm: string } }>().not.toExtend<Input<typeof Policy>>()
    expectTypeOf<{ _tag: 'Granted' }>().toExtend<Input<typeof Permission>>()
    expectTypeOf<{ _tag: 'Denied' }>().not.toExtend<Input<typeof Permission>>()
    expectTypeOf<ReturnType<typeof Permission.encode>>().toEqualTypeOf<Input<typeof Permission>>()
  })

  test('each is what the specification calls a schema', () => {
    const schema: StandardSchemaV1<entry.AuthnDocument, Glomar.Authn.Authn> = Authn
    const result = schema['~standard'].validate({ _tag: 'Anonymous' })
    expect(result).toEqual({ value: Glomar.Authn.anonymous })
  })
})

describe('an issue has the path as keys, and the words of `report` without it', () => {
  test.each([
    [
      Policy,
      {
        types: { document: { existence: 'secrte', existance: 1 }, '0': 3 },
        service: { vary: ['Cookie', 'a b'] },
      },
      [
        { path: ['types', '0'], message: 'expected a plain object, got 3' },
        {
          path: ['types', 'document', 'existence'],
          message: 'expected "secret" | "if-may-know" | "authenticated" | "public", got "secrte"',
        },
        {
          path: ['types', 'document', 'existance'],
          message: 'no such knob; did you mean existence?',
        },
        { path: ['service', 'vary', 1], message: 'expected a field name, got "a b"' },
      ],
    ],
    [ResourceState, 'here', [{ path: [], message: 'expected "present" | "absent", got "here"' }]],
    [
      Permission,
      { _tag: 'Denied', mayKnow: false, missingPermissions: ['a', { password: 'secret' }] },
      [{ path: ['missingPermissions', 1], message: 'expected text, got an object' }],
    ],
  ] as ReadonlyArray<[Codec, unknown, ReadonlyArray<unknown>]>)(
    'the issues of document %#',
    (codec, u, issues) => {
      expect(codec['~standard'].validate(u)).toStrictEqual({ issues })
    },
  )
})

// ------------------------------------------------------------ `validate` says what `decode` says

const own = (u: unknown, key: PropertyKey): unknown =>
  typeof u === 'object' && u !== null ? Object.getOwnPropertyDescriptor(u, key)?.value : undefined

/** A number for each index of a list that is on the way, a text for any other key. */
const leads = (path: ReadonlyArray<unknown>, u: unknown): boolean => {
  const [key, ...rest] = path
  if (key === undefined) return true
  return (
    typeof key === (Array.isArray(u) ? 'number' : 'string') &&
    leads(rest, own(u, key as string | number))
  )
}

/** Where `validate` says something else than `decode`; nothing, if it does not. */
const disagreement = (
  codec: t.Type<unknown>,
  validate: Validate,
  u: unknown,
): string | undefined => {
  const decoded = codec.decode(u)
  try {
    const result = validate(u)
    if (result instanceof Promise) return 'answers later'
    if (decoded._tag === 'Right')
      return result.issues === undefined &&
        isDeepStrictEqual(bare(result.value), bare(decoded.right))
        ? undefined
        : 'another value'
    if (result.issues === undefined) return 'accepts what does not decode'
    const said = result.issues.map(
      ({ path = [], message }) => `${showPath(path.map(String))}: ${message}`,
    )
    if (!isDeepStrictEqual(said, report(decoded.left))) return 'other errors'
    return result.issues.every(({ path }) => path !== undefined && leads(path, u))
      ? undefined
      : 'a path that does not lead there'
  } catch (error) {
    return `throws ${String(error)}`
  }
}

/** A policy as a file has it: only what somebody wrote down. */
const writtenPolicy = fc.record(
  {
    types: fc.dictionary(
      fc.constantFrom('document', 'documents', '0', '__proto__'),
      fc.record(
        { existence: fc.constantFrom('if-may-know', 'public'), list: fc.constant('empty') },
        { requiredKeys: [] },
      ),
      { maxKeys: 3 },
    ),
    service: fc.record(
      {
        realm: fc.constant('archive'),
        vary: fc.constant(['Cookie']),
        parameters: fc.dictionary(fc.constantFrom('service', '0', '__proto__'), fc.constant('x')),
      },
      { requiredKeys: [] },
    ),
  },
  { requiredKeys: ['types'] },
)

/** Documents. */
const valid: Readonly<Record<string, fc.Arbitrary<unknown>>> = {
  Route: arb.route.map((route) => Route.encode(route)),
  Authn: arb.authn.map((authn) => Authn.encode(authn)),
  ResourceState: arb.state,
  Permission: permission.map((said) => Permission.encode(said)),
  Facts: arb.facts.map((facts) => Facts.encode(facts)),
  Policy: fc.oneof(
    arb.policy.map((policy) => Policy.encode(policy)),
    writtenPolicy,
  ),
  PolicyFile: writtenPolicy.map((policy) => ({
    version: 1,
    ...policy,
    expect: { document: 'public' },
  })),
}

/** Every place in a value: what holds it, and its key there. */
const places = (u: unknown): ReadonlyArray<readonly [object, string]> =>
  typeof u === 'object' && u !== null
    ? Object.entries(u).flatMap(([key, value]) => [[u, key] as const, ...places(value)])
    : []

interface Fault {
  readonly place: number
  readonly how: 'other' | 'none' | 'more' | 'nested'
  readonly by: unknown
}

const spoil = (u: object, { place, how, by }: Fault): object => {
  const all = places(u)
  const [holder, key] = all[place % all.length] ?? [u, 'x']
  // or a second fault might put a value into itself
  const other: unknown = structuredClone(by)
  if (how === 'none') Reflect.deleteProperty(holder, key)
  else if (how === 'more')
    Reflect.set(holder, Array.isArray(holder) ? holder.length : 'unheard-of', other)
  else Reflect.set(holder, key, how === 'other' ? other : [own(holder, key), other])
  return u
}

const fault: fc.Arbitrary<Fault> = fc.record({
  place: fc.nat(99),
  how: fc.constantFrom('other', 'none', 'more', 'nested'),
  by: fc.oneof(
    fc.constantFrom(null, undefined, 7, 'x', '', true, [], ['x', 7], {}, { _tag: 'Granted' }),
    fc.anything({ maxDepth: 1 }),
  ),
})

/** One to three things wrong with a valid one. */
const nearlyValid = (arbitrary: fc.Arbitrary<unknown>): fc.Arbitrary<unknown> =>
  fc
    .tuple(arbitrary, fc.array(fault, { minLength: 1, maxLength: 3 }))
    .map(([value, faults]) =>
      typeof value === 'object' && value !== null
        ? faults.reduce(spoil, json(value) as object)
        : faults[0]?.by,
    )

/** A third each. */
const anything = (name: string): fc.Arbitrary<unknown> => {
  const arbitrary = valid[name] as fc.Arbitrary<unknown>
  return fc.oneof(arbitrary, nearlyValid(arbitrary), fc.anything())
}

const agrees = (name: string, codec: t.Type<unknown>, validate: Validate) =>
  fc.property(anything(name), (u) => {
    expect(disagreement(codec, validate, u)).toBeUndefined()
  })

const revoked = (): object => {
  const { proxy, revoke } = Proxy.revocable({}, {})
  revoke()
  return proxy
}

/** A list that is revoked once its first item was read. */
const fleeting = (items: ReadonlyArray<unknown>): object => {
  const { proxy, revoke } = Proxy.revocable(items, {
    getOwnPropertyDescriptor: (target, key) => {
      if (key === '0') revoke()
      return Reflect.getOwnPropertyDescriptor(target, key)
    },
  })
  return proxy
}

/** Made anew each time, because some of it can be read only once. */
const unreadable = (): ReadonlyArray<unknown> => [
  ...Object.values(hostile).map((make) => make()),
  revoked(),
  { _tag: 'Granted', mayKnow: revoked() },
  { _tag: 'Authenticated', scopes: [revoked(), 'a'] },
  { _tag: revoked() },
  { types: { document: revoked() }, service: { realm: revoked() } },
  { _tag: 'Authenticated', scopes: fleeting([7, 'a']) },
  { _tag: 'Denied', mayKnow: true, missingPermissions: fleeting([7, 8]) },
]

describe('`validate` and `decode` agree', () => {
  test.each(codecs)('%s: on what is valid, nearly valid and neither', (name, codec) => {
    fc.assert(agrees(name, codec, codec['~standard'].validate), runs(1_000))
  })

  test.each(codecs)('%s: on what throws when it is read', (_name, codec) => {
    const [once, again] = [unreadable(), unreadable()]
    for (const [i, u] of once.entries()) {
      const result = codec['~standard'].validate(u)
      const decoded = codec.decode(again[i])
      const said =
        'issues' in result
          ? result.issues?.map(
              ({ path = [], message }) => `${showPath(path.map(String))}: ${message}`,
            )
          : undefined
      expect(said).toEqual(decoded._tag === 'Left' ? report(decoded.left) : undefined)
    }
  })

  /** `validate`, with its issues changed. */
  const changed =
    (f: (issue: StandardSchemaV1.Issue) => StandardSchemaV1.Issue) =>
    (codec: Codec): Validate =>
    (u) => {
      const result = codec['~standard'].validate(u) as StandardSchemaV1.Result<unknown>
      return result.issues === undefined ? result : { issues: result.issues.map(f) }
    }
  const keys = (f: (key: string) => PropertyKey) =>
    changed(({ path = [], message }) => ({
      message,
      path: path.map((key) => f(String(typeof key === 'object' ? key.key : key))),
    }))

  /** As `validate` might be written, and what there is to find. */
  const careless: ReadonlyArray<readonly [string, (codec: Codec) => Validate, string]> = [
    [
      'the first error only',
      (codec) => (u) => {
        const decoded = codec.decode(u)
        return decoded._tag === 'Right'
          ? { value: decoded.right }
          : { issues: [{ message: report(decoded.left)[0] ?? '' }] }
      },
      'other errors',
    ],
    ['no path', changed(({ message }) => ({ message })), 'other errors'],
    [
      'the path within the message',
      changed(({ path, message }) => ({ path, message: `there: ${message}` })),
      'other errors',
    ],
    ['indices as texts', keys((key) => key), 'a path that does not lead there'],
    [
      'digits as indices',
      keys((key) => (/^\d+$/.test(key) ? Number(key) : key)),
      'a path that does not lead there',
    ],
    [
      'what came, and not what was decoded',
      (codec) => (u) => (codec.decode(u)._tag === 'Right' ? { value: u } : { issues: [] }),
      'another value',
    ],
    ['whatever comes', () => (u) => ({ value: u }), 'accepts what does not decode'],
    ['later', (codec) => (u) => Promise.resolve(codec['~standard'].validate(u)), 'answers later'],
    [
      'an exception',
      changed(() => {
        throw new Error('wrong')
      }),
      'throws Error: wrong',
    ],
  ]
  test.each(careless)('planted: %s, which is found', (_name, validateOf, finding) => {
    const found = codecs.flatMap(([name, codec]) =>
      fc
        .sample(anything(name), { numRuns: 300, seed: 404 })
        .map((u) => disagreement(codec, validateOf(codec), u)),
    )
    expect(found).toContain(finding)
  })
})

// ------------------------------------------------------------ those who validate by it

const document = { types: { document: { existence: 'if-may-know' } } } as const
const made = Glomar.Policy.of(document.types)
const wrong = { types: { document: { existance: 'public' } }, typos: 1 }
const issues = [
  { path: ['types', 'document', 'existance'], message: 'no such knob; did you mean existence?' },
  { path: ['typos'], message: 'no such member; did you mean types?' },
]
const put = (body: unknown) => ({
  method: 'PUT',
  headers: { 'content-type': 'application/json' },
  body: JSON.stringify(body),
})

describe('Hono', () => {
  const app = new Hono().put('/policy', sValidator('json', Policy), (c) => {
    const policy: Glomar.Policy.Policy = c.req.valid('json')
    return c.json(Policy.encode(policy))
  })

  test('the handler gets what was decoded', async () => {
    const response = await app.request('/policy', put(document))
    expect(response.status).toBe(200)
    expect(await response.json()).toEqual(json(Policy.encode(made)))
  })

  test('the caller gets every issue with a 400', async () => {
    const response = await app.request('/policy', put(wrong))
    expect(response.status).toBe(400)
    expect(await response.json()).toMatchObject({ success: false, error: issues })
  })
})

describe('tRPC', () => {
  const { procedure, router, createCallerFactory } = initTRPC.create()
  const routes = router({
    adopt: procedure.input(Policy).mutation(({ input }) => input),
    judge: procedure
      .input(Permission)
      .output(ResourceState)
      .query(({ input }) => (input._tag === 'Granted' ? 'present' : 'absent')),
  })
  const caller = createCallerFactory(routes)({})

  test('the types of both ends are inferred', () => {
    type Adopt = inferRouterInputs<typeof routes>['adopt']
    expectTypeOf<Adopt>().toEqualTypeOf<entry.PolicyDocument>()
    type Judged = inferRouterOutputs<typeof routes>['judge']
    expectTypeOf<Judged>().toEqualTypeOf<Glomar.ResourceState>()
  })

  test('the procedure gets what was decoded', async () => {
    expect(await caller.adopt(document)).toEqual(made)
    expect(await caller.judge({ _tag: 'Granted' })).toBe('present')
  })

  test('the caller gets every issue with a BAD_REQUEST', async () => {
    await expect(caller.adopt(wrong as never)).rejects.toMatchObject({
      code: 'BAD_REQUEST',
      cause: { issues },
    })
  })
})

describe('a body is validated before anything is looked up', () => {
  const projects = new Map([['emmas-project', { owner: 'emma' }]])
  const replace = Glomar.Route.of({ method: 'PUT', resource: 'project' })
  const policy = Glomar.Policy.of({ project: {} })
  const answer = (id: string) => {
    const facts = Glomar.Facts.of(projects.get(id), ({ owner }) =>
      owner === 'tara' ? Glomar.Permission.grant() : Glomar.Permission.deny(),
    )
    const verdict = Glomar.decide(replace, Glomar.Authn.authenticated(), ...facts, policy)
    return verdict._tag === 'Ok'
      ? new Response(null, { status: 204 })
      : new Response(JSON.stringify(verdict.body), {
          status: verdict.status,
          headers: { ...verdict.headers },
        })
  }

  const asTara = (app: {
    readonly request: (path: string, init: RequestInit) => Response | Promise<Response>
  }) => ({
    hidden: '/projects/emmas-project/policy',
    missing: '/projects/johns-project/policy',
    send: ({ path, ...init }: Probe) => app.request(path, init),
    questions: [document, wrong].map((body) => ({
      name: 'PUT a policy',
      at: (path: string) => ({ path, ...put(body) }),
    })),
  })

  test('what is hidden is answered like what is missing', async () => {
    const first = new Hono().put('/projects/:id/policy', sValidator('json', Policy), (c) =>
      answer(c.req.param('id')),
    )
    const path = '/projects/emmas-project/policy'
    expect((await first.request(path, put(wrong))).status).toBe(400)
    expect((await first.request(path, put(document))).status).toBe(404)
    expect(reportLeaks(await leaks(asTara(first)))).toBe('')
  })

  test('planted: a body that is validated once the row is there, which is found', async () => {
    const validator = sValidator('json', Policy)
    const late = new Hono().put(
      '/projects/:id/policy',
      (c, next) => (projects.has(c.req.param('id')) ? validator(c as never, next) : next()),
      (c) => answer(c.req.param('id')),
    )
    expect(reportLeaks(await leaks(asTara(late)))).toContain('status 400 against 404')
  })
})
