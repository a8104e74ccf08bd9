/**
 * What a target stands under (`/folders/{id}/documents/{id}`): how each ancestor counts, alone and
 * among others.
 */
import type { Disclosure, Route } from 'glomar'
import { Authn, decide, explain, Facts, Permission, Policy } from 'glomar'
import { describe, expect, test } from 'vitest'

const { grant, deny, stepUp } = Permission

const emma = Authn.authenticated()
const get = { method: 'GET', resource: 'document' } as const

type Type = 'document' | 'folder' | 'shelf'
type Types = { readonly [K in Type]?: Partial<Disclosure.Disclosure> }
type Above = Partial<Record<'folder' | 'shelf', Facts.Facts>>

const there = (permission: Permission.Permission): Facts.Facts => Facts.of({}, () => permission)
const missing = (whenAbsent: Permission.Permission = deny()): Facts.Facts =>
  Facts.of(null, () => deny(), { whenAbsent })

const known = { existence: 'if-may-know' } as const

interface Question {
  readonly types?: Types
  readonly above?: Above
  readonly row?: object | null
  readonly permission?: Permission.Permission
  readonly route?: Partial<Route.RouteInWords>
  readonly authn?: Authn.Authn
}

const argumentsOf = ({
  types = { document: known, folder: known, shelf: known },
  above = {},
  row = {},
  permission = grant(),
  route = {},
  authn = emma,
}: Question) => {
  const ancestors = Object.entries(above).map(([resource, facts]) => ({
    resource: resource as 'folder' | 'shelf',
    facts,
  }))
  const facts = Facts.of(row, () => permission, { whenAbsent: permission, ancestors })
  const policy: Policy.Policy = Policy.of(types as Record<Type, object>)
  const asked: Route.RouteInWords = { ...get, ...route }
  return [asked, authn, ...facts, policy] as const
}

const ask = (question: Question): string => {
  const verdict = decide<string, string, Route.Shape, Route.Expects>(...argumentsOf(question))
  return 'code' in verdict ? verdict.code : verdict._tag
}

const bytes = (question: Question): string => JSON.stringify(decide(...argumentsOf(question)))

describe('an ancestor', () => {
  test('that is granted lets the caller pass through', () => {
    for (const permission of [grant(), grant({ mayKnow: false })])
      expect(ask({ above: { folder: there(permission) } })).toBe('Ok')
    expect(ask({ above: { folder: there(grant()) }, permission: deny() })).toBe('not-found')
    expect(ask({ above: { folder: there(grant()) }, row: null })).toBe('does-not-exist')
  })

  test('that is missing blocks the target, whatever is granted, and everybody alike', () => {
    for (const permission of [grant(), grant({ mayKnow: false }), deny({ mayKnow: true }), deny()])
      for (const row of [{}, null])
        expect(ask({ above: { folder: missing(grant()) }, row, permission })).toBe('not-found')
  })

  test('that is hidden from the caller blocks the target, byte for byte as a missing one', () => {
    const hidden = [
      deny(),
      deny({ mayKnow: false, missingPermissions: ['a'] }),
      stepUp({ mayKnow: false }),
    ]
    const answers = hidden.map((permission) => bytes({ above: { folder: there(permission) } }))
    expect(new Set([...answers, bytes({ above: { folder: missing() } })]).size).toBe(1)
  })

  test('that blocks is answered by the type of the target, never by its own', () => {
    const folder = { concealAs: 'forbidden' } as const
    const above = { folder: missing() }
    expect(ask({ types: { document: known, folder }, above })).toBe('not-found')
    const document = { existence: 'public', concealAs: 'forbidden' } as const
    expect(ask({ types: { document, folder: known }, above })).toBe('forbidden')
  })

  test('that blocks: nobody is entitled to the target, even under `public`', () => {
    const document = { existence: 'public' } as const
    const above = { folder: missing() }
    for (const permission of [grant(), deny({ mayKnow: true })])
      for (const row of [{}, null])
        expect(ask({ types: { document }, above, row, permission })).toBe('not-found')
  })

  test('that blocks: nothing about the target is expected', () => {
    const above = { folder: missing() }
    for (const expects of ['present', 'absent', 'either'] as const)
      for (const row of [{}, null])
        expect(ask({ above, row, route: { method: 'PUT', expects } })).toBe('not-found')
  })

  test('that blocks a GET of a collection under `list: empty`: it is empty', () => {
    const document = { list: 'empty', existence: 'public' } as const
    const route = { shape: 'collection' } as const
    expect(ask({ types: { document }, above: { folder: missing() }, route })).toBe('Empty')
    expect(ask({ types: { document }, above: { folder: missing() } })).toBe('not-found')
  })

  test('that is missing is a 401 without credentials, even where all is `public`', () => {
    const open = { existence: 'public' } as const
    const question = { above: { folder: missing() }, authn: Authn.anonymous }
    expect(ask({ ...question, types: { document: open, folder: open } })).toBe(
      'authentication-required',
    )
    const conceal = { ...open, anonymous: 'conceal' } as const
    expect(ask({ ...question, types: { document: conceal, folder: open } })).toBe('not-found')
  })

  test('that is denied and known counts the target as denied: no document is ok below it', () => {
    for (const existence of ['public', 'authenticated', 'if-may-know'] as const) {
      const types = { document: known, folder: { existence } }
      const above = { folder: there(deny({ mayKnow: true })) }
      expect(ask({ types, above })).toBe('permission-denied')
      expect(ask({ types, above, permission: grant({ mayKnow: false }) })).toBe('not-found')
    }
  })

  test('that is denied and known leaves to the target what the caller may know of it', () => {
    const above = { folder: there(deny({ mayKnow: true })) }
    expect(ask({ above, permission: deny({ mayKnow: true }) })).toBe('permission-denied')
    expect(ask({ above, permission: deny() })).toBe('not-found')
  })

  test('that is denied and known, the target absent: never ok, and never a conflict', () => {
    const above = { folder: there(deny({ mayKnow: true })) }
    const create = { method: 'PUT', expects: 'absent' } as const
    const upsert = { method: 'PUT', expects: 'either' } as const
    const cases: ReadonlyArray<readonly [string, Question]> = [
      ['does-not-exist', { row: null }],
      ['not-found', { row: null, permission: grant({ mayKnow: false }) }],
      ['permission-denied', { row: null, route: create }],
      ['permission-denied', { row: {}, route: create }],
      ['permission-denied', { row: null, route: upsert }],
      ['permission-denied', { row: {}, route: upsert }],
      ['not-found', { row: null, route: create, permission: grant({ mayKnow: false }) }],
      ['authentication-required', { row: null, route: create, authn: Authn.anonymous }],
    ]
    for (const [code, question] of cases)
      expect([ask({ above, ...question }), question]).toEqual([code, question])
  })

  test('that is denied and known, under `secret` for the target: concealed', () => {
    const above = { folder: there(deny({ mayKnow: true })) }
    expect(ask({ types: { folder: known }, above })).toBe('not-found')
  })

  test('of a type that the policy does not name is strictest', () => {
    const above = { folder: there(deny({ mayKnow: true })) }
    expect(ask({ types: { document: known }, above })).toBe('not-found')
    expect(ask({ types: { document: known }, above: { folder: there(grant()) } })).toBe('Ok')
  })

  test('is judged with what the route requires', () => {
    const above = { folder: there(grant()) }
    const types = { document: { anonymous: 'conceal' }, folder: known } as const
    const requires = { authenticated: true } as const
    const question = { types, above, authn: Authn.anonymous }
    expect(ask(question)).toBe('Ok')
    expect(ask({ ...question, route: { requires } })).toBe('not-found')
  })

  test('is never looked at in rows 1 to 3', () => {
    const requires = { scopes: ['a'], acrValues: ['mfa'] }
    const callers = [
      Authn.rejected('expired'),
      Authn.authenticated({ scopes: ['a'] }),
      Authn.authenticated({ acr: 'mfa' }),
    ]
    for (const authn of callers) {
      const facts = [missing(), there(deny()), there(deny({ mayKnow: true })), there(grant())]
      const answers = facts.map((folder) =>
        bytes({ above: { folder }, authn, route: { requires } }),
      )
      expect(new Set(answers).size).toBe(1)
    }
  })

  test('does not count for `whenAbsent`, which is about the target alone', () => {
    expect(ask({ above: { folder: missing(grant()) }, row: null, permission: grant() })).toBe(
      'not-found',
    )
  })
})

describe('several ancestors', () => {
  const ways: ReadonlyArray<Facts.Facts> = [
    there(grant()),
    there(grant({ mayKnow: false })),
    there(deny()),
    there(deny({ mayKnow: true })),
    there(deny({ mayKnow: true, missingPermissions: ['b', 'a'], requestAccess: '/a' })),
    there(deny({ mayKnow: true, missingPermissions: ['c'], requestAccess: '/b' })),
    there(stepUp({ mayKnow: true, acrValues: ['mfa', 'hwk'], maxAge: 60 })),
    there(stepUp({ mayKnow: true, acrValues: ['hwk', 'mfa'], maxAge: 5 })),
    missing(),
    missing(grant()),
  ]
  const targets = [
    grant(),
    deny(),
    deny({ mayKnow: true, missingPermissions: ['z'] }),
    stepUp({ mayKnow: true, maxAge: 1 }),
  ]

  test('are answered alike in every order', () => {
    let tried = 0
    for (const x of ways)
      for (const y of ways)
        for (const permission of targets)
          for (const row of [{}, null]) {
            const one = bytes({ above: { folder: x, shelf: y }, permission, row })
            const other = bytes({ above: { shelf: y, folder: x }, permission, row })
            const swapped = bytes({ above: { folder: y, shelf: x }, permission, row })
            expect([other, swapped]).toEqual([one, one])
            tried += 1
          }
    expect(tried).toBe(800)
  })

  test('block where one does, and never say which', () => {
    const answers = [missing(), there(deny()), there(stepUp({ mayKnow: false }))].flatMap((way) =>
      ways.flatMap((other) => [
        bytes({ above: { folder: way, shelf: other } }),
        bytes({ above: { folder: other, shelf: way } }),
      ]),
    )
    expect(new Set(answers).size).toBe(1)
  })

  test('of ancestors are ancestors: nested facts are judged as listed ones', () => {
    for (const inner of ways)
      for (const permission of targets) {
        const policy = Policy.of({ document: known, folder: known, shelf: known })
        const folder = Facts.of({}, () => grant(), {
          ancestors: [{ resource: 'shelf', facts: inner }],
        })
        const nested = Facts.of({}, () => permission, {
          ancestors: [{ resource: 'folder', facts: folder }],
        })
        expect(JSON.stringify(decide(get, emma, ...nested, policy))).toBe(
          bytes({ above: { folder: there(grant()), shelf: inner }, permission }),
        )
      }
  })
})

describe('the remedies of denied ancestors and of a denied target are taken together', () => {
  const told = (question: Question): unknown => {
    const verdict = decide(...argumentsOf(question))
    if (!('body' in verdict)) return verdict._tag
    const { type: _, title: __, status, ...rest } = verdict.body
    return { status, ...rest }
  }
  const link = (requestAccess: string): Permission.Permission =>
    deny({ mayKnow: true, requestAccess })
  const lacking = (...missingPermissions: ReadonlyArray<string>): Permission.Permission =>
    deny({ mayKnow: true, missingPermissions })

  test('missing permissions are a sorted union', () => {
    const above = { folder: there(lacking('c', 'a')), shelf: there(lacking('b', 'a')) }
    expect(told({ above })).toEqual({ status: 403, missing_permissions: ['a', 'b', 'c'] })
    expect(told({ above, permission: lacking('A') })).toEqual({
      status: 403,
      missing_permissions: ['A', 'a', 'b', 'c'],
    })
  })

  test('the remedy of a target that is granted is none', () => {
    expect(told({ above: { folder: there(lacking('a')) }, permission: grant() })).toEqual({
      status: 403,
      missing_permissions: ['a'],
    })
  })

  test('one link is told, and links that differ are dropped, with a fault', () => {
    expect(told({ above: { folder: there(link('/a')) }, permission: link('/a') })).toEqual({
      status: 403,
      request_access: '/a',
    })
    const differing = { above: { folder: there(link('/a')), shelf: there(link('/b')) } }
    expect(told(differing)).toEqual({ status: 403 })
    expect(explain(...argumentsOf(differing)).faults).toMatchObject([
      { message: expect.stringMatching(/link/) as string },
    ])
  })

  test('a step-up takes the smaller age and the acr values in common', () => {
    const folder = there(stepUp({ mayKnow: true, acrValues: ['mfa', 'hwk'], maxAge: 60 }))
    const permission = stepUp({ mayKnow: true, acrValues: ['hwk', 'pin'], maxAge: 5 })
    expect(told({ above: { folder }, permission })).toEqual({
      status: 401,
      acr_values: 'hwk',
      max_age: 5,
    })
    expect(told({ above: { folder }, permission: stepUp({ mayKnow: true }) })).toEqual({
      status: 401,
      acr_values: 'mfa hwk',
      max_age: 60,
    })
    const other = stepUp({ mayKnow: true, acrValues: ['pin'] })
    expect(told({ above: { folder }, permission: other })).toEqual({ status: 403 })
  })

  test('a step-up stands only where nothing else is missing', () => {
    const folder = there(stepUp({ mayKnow: true, acrValues: ['mfa'] }))
    expect(told({ above: { folder }, permission: lacking('a') })).toEqual({
      status: 403,
      missing_permissions: ['a'],
    })
    expect(told({ above: { folder }, permission: deny({ mayKnow: true }) })).toEqual({
      status: 403,
    })
    expect(told({ above: { folder }, permission: grant() })).toMatchObject({ status: 401 })
  })

  test('a step-up of an ancestor is a 403 where another ancestor is denied without one', () => {
    const folder = there(stepUp({ mayKnow: true, acrValues: ['mfa'] }))
    expect(told({ above: { folder, shelf: there(lacking('a')) } })).toEqual({
      status: 403,
      missing_permissions: ['a'],
    })
  })

  test('no remedy of an ancestor reaches a caller to whom an ancestor is hidden', () => {
    const above = { folder: there(lacking('secret-permission')), shelf: there(deny()) }
    expect(bytes({ above })).not.toContain('secret-permission')
    expect(bytes({ above: { ...above, shelf: missing() } })).not.toContain('secret-permission')
  })

  test('no remedy of an ancestor reaches a stranger to the target', () => {
    const question = { above: { folder: there(lacking('secret-permission')) }, permission: deny() }
    expect(bytes(question)).toBe(bytes({ permission: deny() }))
  })
})
