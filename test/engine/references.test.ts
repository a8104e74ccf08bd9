/**
 * What a request names beside its target: how each reference counts, alone and among others.
 */
import { Authn, decide, explain, Facts, Permission, Policy, Route, type Verdict } from 'glomar'
import { describe, expect, test } from 'vitest'

const { grant, deny, stepUp } = Permission

const emma = Authn.authenticated()
const policy = Policy.of({
  document: { existence: 'if-may-know' },
  folder: { existence: 'if-may-know' },
  user: { existence: 'public', concealAs: 'forbidden' },
  open: { existence: 'if-may-know', anonymous: 'conceal' },
})
type Type = keyof typeof policy.types

const move = Route.of({ method: 'POST', resource: 'document' })

const there = (permission: Permission.Permission): Facts.Facts => Facts.of({}, () => permission)
const missing = (whenAbsent: Permission.Permission = deny()): Facts.Facts =>
  Facts.of(null, () => deny(), { whenAbsent })

interface Reference {
  readonly resource: Type
  readonly facts: Facts.Facts<Type>
  readonly expects?: 'present' | 'absent'
}

const to = (
  facts: Facts.Facts<Type>,
  resource: Type = 'folder',
  expects: 'present' | 'absent' = 'present',
): Reference => ({ resource, facts, expects })

interface Target {
  readonly row?: object | null
  readonly permission?: Permission.Permission
  readonly authn?: Authn.Authn
  readonly route?: Route.Route<'document'>
  readonly ancestors?: ReadonlyArray<{ readonly resource: Type; readonly facts: Facts.Facts<Type> }>
}

const decided = (
  references: ReadonlyArray<Reference>,
  { row = {}, permission = grant(), authn = emma, route = move, ancestors = [] }: Target = {},
): Verdict => {
  const options = { whenAbsent: permission, ancestors, references }
  const facts = Facts.of(row, () => permission, options)
  return decide(route, authn, ...facts, policy)
}

const ask = (...args: Parameters<typeof decided>): string => {
  const verdict = decided(...args)
  return 'code' in verdict ? verdict.code : verdict._tag
}

const bytes = (...args: Parameters<typeof decided>): string => JSON.stringify(decided(...args))

const lacking = (...missingPermissions: ReadonlyArray<string>): Permission.Permission =>
  deny({ mayKnow: true, missingPermissions })

describe('a reference', () => {
  test('that is granted, and as it is expected to be, changes nothing', () => {
    expect(ask([to(there(grant()))])).toBe('Ok')
    expect(ask([to(missing(grant()), 'folder', 'absent')])).toBe('Ok')
  })

  test('that is missing or hidden is unresolved, byte for byte', () => {
    const cases = [
      missing(),
      missing(grant()),
      missing(deny({ mayKnow: true })),
      there(deny()),
      there(deny({ mayKnow: false, missingPermissions: ['a'] })),
      there(stepUp({ mayKnow: false })),
    ]
    for (const facts of cases)
      expect(decided([to(facts)])).toStrictEqual({ _tag: 'UnresolvedReference' })
  })

  test('that is concealed as a 403, or missing and known to be, is unresolved alike', () => {
    expect(ask([to(missing(), 'user')])).toBe('UnresolvedReference')
    const folder = { resource: 'folder', facts: missing() } as const
    const below = Facts.of({}, () => grant(), { ancestors: [folder] })
    expect(ask([to(below, 'user')])).toBe('UnresolvedReference')
  })

  test('that is unresolved is a frozen constant of one member', () => {
    expect(Object.isFrozen(decided([to(missing())]))).toBe(true)
  })

  test('that is denied and known is a 403 with its remedy', () => {
    expect(decided([to(there(lacking('folders.write')))])).toMatchObject({
      code: 'permission-denied',
      body: { missing_permissions: ['folders.write'] },
    })
  })

  test('that only a stronger authentication would grant is a 401 step-up', () => {
    const facts = there(stepUp({ mayKnow: true, acrValues: ['mfa'] }))
    expect(decided([to(facts)])).toMatchObject({
      code: 'step-up-required',
      body: { acr_values: 'mfa' },
    })
  })

  test('that is there and should not be: a conflict to those who may know, else unresolved', () => {
    expect(ask([to(there(grant()), 'folder', 'absent')])).toBe('Conflict')
    const blind = there(grant({ mayKnow: false }))
    expect(ask([to(blind, 'folder', 'absent')])).toBe('UnresolvedReference')
  })

  test('that should be absent: a denied caller who may know gets a 403, taken or not', () => {
    const denied = deny({ mayKnow: true })
    for (const facts of [there(denied), missing(denied)])
      expect(ask([to(facts, 'folder', 'absent')])).toBe('permission-denied')
    for (const facts of [there(deny()), missing(deny())])
      expect(ask([to(facts, 'folder', 'absent')])).toBe('UnresolvedReference')
  })

  test('of a caller without credentials is challenged, by its own knob', () => {
    const target = { authn: Authn.anonymous }
    expect(ask([to(missing())], target)).toBe('authentication-required')
    expect(ask([to(there(deny({ mayKnow: true })))], target)).toBe('authentication-required')
    expect(ask([to(missing(), 'open')], target)).toBe('UnresolvedReference')
    expect(ask([to(there(deny({ mayKnow: true })), 'open')], target)).toBe(
      'authentication-required',
    )
  })

  test('never causes a definitive 404', () => {
    for (const resource of ['folder', 'user', 'document'] as const)
      for (const facts of [missing(), missing(grant()), missing(deny({ mayKnow: true }))])
        expect(ask([to(facts, resource)])).toBe('UnresolvedReference')
  })

  test('that equals the target is no special case', () => {
    expect(ask([to(there(grant()), 'document')])).toBe('Ok')
    expect(ask([to(there(deny()), 'document')])).toBe('UnresolvedReference')
  })

  test('may have ancestors of its own, which count for it alone', () => {
    const blocked = Facts.of({}, () => grant(), {
      ancestors: [{ resource: 'folder', facts: missing() }],
    })
    expect(ask([to(blocked, 'document')])).toBe('UnresolvedReference')
    const denied = Facts.of({}, () => grant(), {
      ancestors: [{ resource: 'folder', facts: there(lacking('folders.pass')) }],
    })
    expect(decided([to(denied, 'document')])).toMatchObject({
      body: { missing_permissions: ['folders.pass'] },
    })
    const open = Facts.of({}, () => grant(), {
      ancestors: [{ resource: 'folder', facts: there(grant()) }],
    })
    expect(ask([to(open, 'document')])).toBe('Ok')
  })
})

describe('the target is decided first', () => {
  const references = [
    [to(missing())],
    [to(there(lacking('folders.write')))],
    [to(there(grant()))],
    [to(there(grant()), 'folder', 'absent')],
    [to(there(stepUp({ mayKnow: true })))],
  ]

  test.each<[string, string, Target]>([
    ['hidden', 'not-found', { permission: deny() }],
    ['missing', 'does-not-exist', { row: null }],
    ['missing and hidden', 'not-found', { row: null, permission: deny() }],
    ['denied', 'permission-denied', { permission: lacking('documents.move') }],
    [
      'without credentials',
      'authentication-required',
      { permission: deny(), authn: Authn.anonymous },
    ],
    ['rejected', 'invalid-credentials', { authn: Authn.rejected('expired') }],
    ['blocked', 'not-found', { ancestors: [{ resource: 'folder', facts: missing() }] }],
    [
      'a conflict',
      'Conflict',
      { route: Route.of({ method: 'PUT', resource: 'document', expects: 'absent' }) },
    ],
  ])('and where it is not ok, that is the answer: %s', (_name, code, target) => {
    const alone = bytes([], target)
    expect(ask([], target)).toBe(code)
    for (const named of references) expect(bytes(named, target)).toBe(alone)
  })

  test('and where it is empty, that is the answer', () => {
    const listed = Policy.of({ documents: { list: 'empty' }, folder: {}, user: {} })
    const route = Route.of({ method: 'GET', resource: 'documents', shape: 'collection' })
    for (const facts of [missing(), there(grant()), there(lacking('a'))]) {
      const named = Facts.of({}, () => deny(), { references: [{ resource: 'folder', facts }] })
      expect(decide(route, emma, ...named, listed)).toEqual({ _tag: 'Empty' })
    }
  })

  test('and a target that is granted and not entitled is concealed when a reference fails', () => {
    const blind = { permission: grant({ mayKnow: false }) }
    const hidden = bytes([], { permission: deny() })
    expect(ask([to(there(grant()))], blind)).toBe('Ok')
    for (const named of references) {
      const fails = ask(named) !== 'Ok'
      if (fails) expect(bytes(named, blind)).toBe(hidden)
    }
    expect(bytes([to(missing())], { ...blind, authn: Authn.anonymous })).toBe(
      bytes([], { permission: deny(), authn: Authn.anonymous }),
    )
  })
})

describe('several references', () => {
  const ways: ReadonlyArray<Reference> = [
    to(there(grant())),
    to(missing(grant()), 'folder', 'absent'),
    to(there(grant()), 'folder', 'absent'),
    to(missing()),
    to(there(deny()), 'user'),
    to(there(deny())),
    to(there(lacking('b', 'a'))),
    to(there(deny({ mayKnow: true, missingPermissions: ['c'], requestAccess: '/a' }))),
    to(there(deny({ mayKnow: true, requestAccess: '/b' })), 'user'),
    to(there(stepUp({ mayKnow: true, acrValues: ['mfa', 'hwk'], maxAge: 60 }))),
    to(there(stepUp({ mayKnow: true, acrValues: ['hwk', 'mfa'], maxAge: 5 })), 'user'),
  ]

  test('are answered alike in every order', () => {
    for (const x of ways)
      for (const y of ways)
        for (const z of ways) {
          const one = bytes([x, y, z])
          expect([bytes([z, y, x]), bytes([y, x, z])]).toEqual([one, one])
        }
  })

  test('of the same kind say no more than one', () => {
    for (const x of ways) expect(ask([x, x])).toBe(ask([x]))
  })

  test('call for the first of challenge, 403, step-up, unresolved, conflict, ok', () => {
    const order: ReadonlyArray<readonly [string, Reference]> = [
      ['permission-denied', to(there(lacking('a')))],
      ['step-up-required', to(there(stepUp({ mayKnow: true })))],
      ['UnresolvedReference', to(missing())],
      ['Conflict', to(there(grant()), 'folder', 'absent')],
      ['Ok', to(there(grant()))],
    ]
    for (const [i, [code, reference]] of order.entries())
      for (const [, later] of order.slice(i)) expect(ask([later, reference])).toBe(code)
    const anonymous = { authn: Authn.anonymous }
    const challenged = to(there(deny({ mayKnow: true })))
    for (const [, later] of [...order.slice(2), ['', to(missing(), 'open')] as const])
      expect(ask([later, challenged], anonymous)).toBe('authentication-required')
    expect(ask([to(missing(), 'open'), to(there(grant()), 'folder', 'absent')], anonymous)).toBe(
      'UnresolvedReference',
    )
  })

  test('take their remedies together', () => {
    const body = (...references: ReadonlyArray<Reference>): unknown => {
      const verdict = decided(references)
      return 'body' in verdict ? verdict.body : verdict
    }
    expect(body(to(there(lacking('c', 'a'))), to(there(lacking('b')), 'user'))).toMatchObject({
      missing_permissions: ['a', 'b', 'c'],
    })
    const [mfa, later] = [
      stepUp({ mayKnow: true, acrValues: ['mfa', 'hwk'] }),
      stepUp({ mayKnow: true, acrValues: ['hwk'], maxAge: 5 }),
    ]
    expect(body(to(there(mfa)), to(there(later)))).toMatchObject({ acr_values: 'hwk', max_age: 5 })
    const pin = stepUp({ mayKnow: true, acrValues: ['pin'] })
    expect(body(to(there(mfa)), to(there(pin)))).toMatchObject({ title: 'Permission denied' })
  })

  test('drop links that differ, with a fault', () => {
    const [a, b] = ['/a', '/b'].map((requestAccess) =>
      to(there(deny({ mayKnow: true, requestAccess }))),
    ) as [Reference, Reference]
    const verdict = decided([a, b])
    expect('body' in verdict && verdict.body).not.toHaveProperty('request_access')
    const facts = Facts.of({}, () => grant(), { references: [a, b] })
    expect(explain(move, emma, ...facts, policy).faults).toMatchObject([
      { message: expect.stringMatching(/link/) as string },
    ])
  })
})

describe('references in use', () => {
  test('a move between folders: the destination has to be seen and granted', () => {
    const destination = (facts: Facts.Facts): string => ask([to(facts)])
    expect(destination(there(grant()))).toBe('Ok')
    expect(destination(there(lacking('folders.write')))).toBe('permission-denied')
    expect(destination(there(deny()))).toBe('UnresolvedReference')
    expect(destination(missing())).toBe('UnresolvedReference')
  })

  test('a rename onto a name that must be free', () => {
    const name = (facts: Facts.Facts): string => ask([to(facts, 'document', 'absent')])
    expect(name(missing(grant()))).toBe('Ok')
    expect(name(there(grant()))).toBe('Conflict')
    expect(name(there(grant({ mayKnow: false })))).toBe('UnresolvedReference')
  })

  test('of a reference nothing shows to a stranger to it, whatever the others are', () => {
    const hidden = [there(deny()), missing(), there(stepUp({ mayKnow: false })), missing(deny())]
    for (const other of [to(there(grant())), to(missing()), to(there(lacking('a')), 'user')]) {
      const answers = hidden.map((facts) => bytes([to(facts), other]))
      expect(new Set(answers).size).toBe(1)
    }
  })
})
