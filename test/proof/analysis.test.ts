import { Disclosure, Policy, prepare, type Refusal } from 'glomar'
import { changes, disclosesNoMore, neverLeaks, permits } from 'glomar/proof'
import { describe, expect, test } from 'vitest'
import { leaksOf } from '../../src/proof/neverLeaks.js'
import type { Engine } from '../../src/proof/survey.js'

const mixed = Policy.of({
  invoice: { existence: 'authenticated', tell: 'remedy' },
  call: { existence: 'known', tell: 'missing' },
  secret: {},
})

describe('neverLeaks', () => {
  test('certifies a policy that leaves it to the permission who may know', () => {
    expect(
      neverLeaks(Policy.of({ call: { existence: 'known', list: 'empty' }, user: {}, other: { existence: 'known', list: 'empty' } })),
    ).toEqual({
      _tag: 'Right',
      right: {
        holds: 'whoever is denied and may not know sees the same in all states and under all permissions',
        types: 3,
        answers: 2 * (2 * 8 + 4 * 2) * 6 * 4,
      },
    })
  })

  test.each([
    ['authenticated', ['an authenticated caller']],
    ['public', ['an anonymous caller', 'an anonymous caller on a guarded route', 'an authenticated caller']],
  ] as const)('says to whom `existence: %s` gives away what the permission does not', (existence, callers) => {
    const found = neverLeaks(Policy.of({ open: { existence }, secret: {} }))
    const leaks = found._tag === 'Left' ? found.left : []
    expect(new Set(leaks.map(({ types }) => types.join()))).toEqual(new Set(['open']))
    expect([...new Set(leaks.map(({ caller }) => caller))]).toEqual(callers)
  })

  /** The engine, with something done to refusals under a condition. */
  const faulty =
    (change: (refusal: Refusal, state: string, permission: object) => object): Engine =>
    (route, policy) => {
      const answer = prepare(route, policy)
      return (authn, state, permission) => {
        const verdict = answer(authn, state, permission)
        return 'status' in verdict ? { ...verdict, ...change(verdict, state, permission) } : verdict
      }
    }

  test('finds what tells two states apart, and says where and by what', () => {
    const found = leaksOf(
      Policy.of({ secret: {} }),
      faulty(({ headers }, state) => (state === 'present' ? { headers: { ...headers, etag: '"7"' } } : {})),
    )
    const [first] = found._tag === 'Left' ? found.left : []
    expect(first).toMatchObject({
      types: ['secret'],
      others: true,
      request: 'GET',
      caller: 'an anonymous caller',
      worlds: [
        { state: 'present', permission: 'without permission' },
        { state: 'absent', permission: 'without permission' },
      ],
      differences: [{ channel: 'header', field: 'etag', says: 'header `etag` only in the first' }],
    })
    expect(found._tag === 'Left' && found.left.map(({ request, caller }) => `${request} by ${caller}`)).toHaveLength(36)
  })

  test('finds what tells two permissions apart', () => {
    const found = leaksOf(
      Policy.of({ secret: {} }),
      faulty(({ body }, _state, permission) => ('remedy' in permission ? { body: { ...body, detail: 'ask' } } : {})),
    )
    expect(found._tag === 'Left' && found.left[0].worlds.map(({ state, permission }) => [state, permission])).toEqual([
      ['present', 'without permission'],
      ['present', 'without a permission that can be asked for'],
    ])
  })

  test('finds what tells those who are stopped before the resource counts that others would be granted it', () => {
    const found = leaksOf(
      Policy.of({ secret: {} }),
      faulty(({ body }, state, permission) =>
        '_tag' in permission && permission._tag === 'Granted' && state === 'present' ? { body: { ...body, detail: 'granted' } } : {},
      ),
    )
    expect(found._tag === 'Left' && [...new Set(found.left.map(({ caller }) => caller))]).toEqual([
      'an anonymous caller on a guarded route',
      'a caller with rejected credentials',
      'a caller who is too weakly authenticated for the route',
      'a caller who lacks a scope of the route',
    ])
  })

  test('refuses what is no whole policy', () => {
    expect(() => neverLeaks({ ...mixed, types: { call: {} } } as never)).toThrow('expected a whole policy')
    expect(() => neverLeaks({ ...mixed, service: {} } as never)).toThrow('expected a whole policy')
  })
})

describe('permits', () => {
  test('says who learns what', () => {
    expect(permits(mixed)).toEqual([
      'an anonymous caller without permission who may know learns that an `invoice` exists',
      'an authenticated caller without permission learns that an `invoice` exists',
      'an authenticated caller without a permission that can be asked for learns which permission is missing on an `invoice`',
      'an authenticated caller without a permission that can be asked for learns where to ask for access to an `invoice`',
      'an authenticated caller for whom a stronger authentication would do learns that a stronger authentication would open an `invoice`',
      'an authenticated caller for whom a stronger authentication would do learns which authentication would open an `invoice`',
      'an anonymous caller without permission who may know learns that a `call` exists',
      'an authenticated caller without permission who may know learns that a `call` exists',
      'an authenticated caller without a permission that can be asked for who may know learns which permission is missing on a `call`',
      'an authenticated caller for whom a stronger authentication would do who may know learns that a stronger authentication would open a `call`',
      'an authenticated caller for whom a stronger authentication would do who may know learns which authentication would open a `call`',
    ])
  })

  test('says it of a type that is named as no other should be', () => {
    const odd = permits(Policy.of({ other: { existence: 'public' }, 'other-': { existence: 'public' }, __proto__x: {} }))
    expect(odd.filter((sentence) => sentence.endsWith('exists')).map((sentence) => sentence.replace(/^.*that /, ''))).toEqual([
      'an `other` exists',
      'an `other` exists',
      'an `other` exists',
      'an `other-` exists',
      'an `other-` exists',
      'an `other-` exists',
    ])
  })

  test('says nothing of a policy that permits nothing', () => {
    expect(permits(Policy.of({ secret: {} }))).toEqual([])
  })

  test('says of a public type that anyone learns of it', () => {
    expect(permits(Policy.of({ page: { existence: 'public' } })).slice(0, 2)).toEqual([
      'an anonymous caller without permission learns that a `page` exists',
      'an anonymous caller on a guarded route learns that a `page` exists',
    ])
  })
})

describe('changes', () => {
  test('certifies a policy against itself, however it is written', () => {
    const rewritten = JSON.parse(JSON.stringify({ ...mixed, types: { ...mixed.types, unheard: Disclosure.strictest } })) as Policy.Policy
    expect(changes(mixed, rewritten)).toEqual({
      _tag: 'Right',
      right: { holds: 'both policies give the same answers in every situation', types: 4, answers: 3 * (2 * 8 + 4 * 2) * 6 * 4 },
    })
  })

  test('lists each answer that changes, with the situations in which it does', () => {
    const found = changes(mixed, Policy.of({ ...mixed.types, call: { ...mixed.types.call, concealAs: 'forbidden' } }))
    const [change, ...rest] = found._tag === 'Left' ? found.left : []
    expect(rest).toEqual([])
    expect(change).toMatchObject({ types: ['call'], others: false, before: { status: 404 }, after: { status: 403 } })
    expect(change?.situations).toContain('GET by an authenticated caller without permission: present')
    expect(change?.situations).toContain('GET by an authenticated caller with permission who may not know: absent')
    expect(change?.situations).not.toContain('GET by an authenticated caller without permission who may know: present')
  })

  test('sees a link to ask for access appear', () => {
    const service = { ask: '/ask?for={target}' }
    const found = changes(Policy.of({ call: {} }, service), Policy.of({ call: { blindAsk: 'on' } }, service))
    expect(found._tag === 'Left' && found.left[0].after).toMatchObject({ body: { ask: '/ask?for=%2Fthings%2F7' } })
  })

  test('keeps one change apart from another', () => {
    const found = changes(Policy.of({ call: {} }), Policy.of({ call: { anonymous: 'conceal', concealAs: 'forbidden' } }))
    const statuses = (found._tag === 'Left' ? found.left : []).map(({ before, after }) =>
      [before, after].map((verdict) => ('status' in verdict ? verdict.status : verdict._tag)),
    )
    expect(statuses).toEqual([
      [401, 403],
      [404, 403],
      // on a guarded route, where the challenge is another
      [401, 403],
    ])
  })

  test('sees a change of the service in the types without a name, too', () => {
    const found = changes(Policy.of({}), Policy.of({}, { realm: 'other' }))
    expect(found._tag === 'Left' && found.left[0]).toMatchObject({
      types: [],
      others: true,
      before: { headers: { 'www-authenticate': 'Bearer realm="api"' } },
      after: { headers: { 'www-authenticate': 'Bearer realm="other"' } },
    })
    // what such a type grants is granted as before
    const situations = found._tag === 'Left' ? found.left.flatMap((change) => change.situations) : []
    expect(situations).toContain('GET by an authenticated caller with permission: absent')
    expect(situations).not.toContain('GET by an authenticated caller with permission: present')
  })
})

describe('disclosesNoMore', () => {
  test('names what the first discloses and the second does not', () => {
    const found = disclosesNoMore(mixed, Policy.combine(mixed, Policy.of({ ...mixed.types, call: {} })))
    const learnt = found._tag === 'Left' ? found.left : []
    expect(new Set(learnt.map(({ types }) => types.join()))).toEqual(new Set(['call']))
    expect(learnt).toContainEqual({
      types: ['call'],
      others: false,
      circumstance: 'GET by an authenticated caller without permission who may know',
      learns: 'that it exists',
    })
    expect(learnt).toContainEqual({
      types: ['call'],
      others: false,
      circumstance: 'GET by an authenticated caller without a permission that can be asked for who may know',
      learns: 'which permission is missing on it',
    })
    expect(disclosesNoMore(Policy.combine(mixed, Policy.of({})), mixed)).toEqual({
      _tag: 'Right',
      right: { holds: 'whatever the first policy discloses, the second does', types: 3, answers: 3 * (2 * 8 + 4 * 2) * 6 * 4 },
    })
  })

  test('says each thing once where the permission check is not heard', () => {
    const found = disclosesNoMore(Policy.of({ page: { existence: 'public' } }), Policy.of({ page: {} }))
    const guarded = (found._tag === 'Left' ? found.left : []).filter(
      ({ circumstance }) => circumstance === 'GET by an anonymous caller on a guarded route',
    )
    expect(guarded.map(({ learns }) => learns)).toEqual([
      'that it exists',
      'whether it is present or gone',
      'whether it is absent or unreachable',
      'whether it is gone or unreachable',
    ])
  })
})
