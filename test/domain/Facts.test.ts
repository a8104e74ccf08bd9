/**
 * The facts about a row: rules are asked about rows alone, and whatever they do wrong is a denial.
 */
import { Facts, Permission, type Fault } from 'glomar'
import { execFile } from 'node:child_process'
import { setTimeout as sleep } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { afterAll, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest'
import { isPlainObject } from '../../src/lib/read.js'
import { hostile } from '../hostile.js'
import { polluted } from '../pollution.js'
import { lazyQuery, rejections } from '../promises.js'

const { grant, deny } = Permission

const unhandled: Array<unknown> = []
const count = (reason: unknown): void => void unhandled.push(reason)
beforeAll(() => void process.on('unhandledRejection', count))
beforeEach(() => void (unhandled.length = 0))
afterAll(() => void process.off('unhandledRejection', count))

const noneLeft = async (): Promise<void> => {
  await sleep(5)
  expect(unhandled).toEqual([])
}

const untyped = Facts.of as unknown as (
  ...args: ReadonlyArray<unknown>
) => Facts.Facts<string, string>

const paths = ([, { faults }]: Facts.Facts<string, string>): ReadonlyArray<string> =>
  faults.map(({ path }) => path)

const denied = { _tag: 'Denied', mayKnow: false, remedy: undefined }

describe('a row', () => {
  test('that is there is shown to the rule', () => {
    const rule = (row: { readonly owner: string }): Permission.Permission =>
      row.owner === 'emma' ? grant() : deny()
    expect(Facts.of({ owner: 'emma' }, rule)).toEqual(['present', grant()])
    expect(Facts.of({ owner: 'tara' }, rule)).toEqual(['present', deny()])
  })

  test.each([null, undefined])('that is %s is absent, and no rule runs', (row) => {
    const rule = vi.fn(() => grant())
    expect(Facts.of(row, rule)).toEqual(['absent', deny()])
    expect(Facts.of(row, rule, {})).toEqual(['absent', deny()])
    expect(Facts.of(row, rule, { whenAbsent: grant() })).toEqual(['absent', grant()])
    expect(rule).not.toHaveBeenCalled()
  })

  test.each([0, '', false, [], NaN, { then: 'later' }])('may be any other value: %j', (row) => {
    const whenAbsent = deny({ mayKnow: true })
    expect(Facts.of<unknown>(row, () => grant(), { whenAbsent })).toEqual(['present', grant()])
  })

  test('of an option is its value', () => {
    const rule = vi.fn(() => grant())
    expect(Facts.fromOption({ _tag: 'Some', value: { owner: 'emma' } }, rule)).toEqual([
      'present',
      grant(),
    ])
    expect(rule).toHaveBeenCalledWith({ owner: 'emma' })
    const whenAbsent = deny({ mayKnow: true })
    expect(Facts.fromOption({ _tag: 'None' }, rule, { whenAbsent })).toEqual(['absent', whenAbsent])
    expect(rule).toHaveBeenCalledTimes(1)
  })

  test('of an option is judged along with the same things as a row', () => {
    const folder = { resource: 'folder', facts: Facts.of({}, () => grant()) } as const
    const related = { ancestors: [folder], references: [{ ...folder, expects: 'absent' }] } as const
    const row = { owner: 'emma' }
    const rule = (): Permission.Permission => grant()
    const some = { _tag: 'Some', value: row } as const
    expect(Facts.fromOption(some, rule, related)).toEqual(Facts.of(row, rule, related))
    const none = { _tag: 'None' } as const
    const whenAbsent = deny({ mayKnow: true })
    expect(Facts.fromOption(none, rule, { ...related, whenAbsent })).toEqual(
      Facts.of(null, rule, { ...related, whenAbsent }),
    )
    expect(Facts.fromOption(some, rule, related)[1].references).toHaveLength(1)
  })

  test.each(Object.entries(hostile))(
    'that is no option is absent and denied: %s',
    (_name, thing) => {
      const facts = Facts.fromOption(thing() as never, () => grant())
      expect(facts).toMatchObject(['absent', denied])
    },
  )
})

describe('a row that is a promise', () => {
  test.each(Object.entries({ ...rejections, 'a lazy query': lazyQuery }))(
    'is absent and denied, with a fault, whatever the options say: %s',
    async (_name, make) => {
      const rule = vi.fn(() => grant())
      for (const options of [undefined, { whenAbsent: grant() }]) {
        const facts = untyped(make(), rule, options)
        expect(facts).toMatchObject(['absent', denied])
        expect(paths(facts)).toEqual(['row'])
      }
      expect(rule).not.toHaveBeenCalled()
      await noneLeft()
    },
  )

  test('is not started where it starts late', async () => {
    const query = lazyQuery()
    untyped(query, () => grant())
    await sleep(1)
    expect(query.started()).toBe(false)
  })

  test('is a thenable whose `then` throws, too', () => {
    const row = {
      get then(): unknown {
        throw new Error('read')
      },
    }
    expect(untyped(row, () => grant())).toMatchObject(['absent', denied])
  })
})

describe('a rule that fails is a denial, and so is `whenAbsent`', () => {
  const error = new Error('the permission service is down')
  const fail = (): never => {
    throw error
  }

  test('a rule that throws: the fault keeps what was thrown', () => {
    const facts = Facts.of({}, fail)
    expect(facts).toMatchObject(['present', denied])
    expect(facts[1].faults).toMatchObject([{ path: 'authorize', cause: error }])
  })

  test.each(Object.entries(hostile))('a rule that throws %s', async (_name, thing) => {
    const facts = Facts.of({}, () => {
      throw thing()
    })
    expect(facts).toMatchObject(['present', denied])
    expect(paths(facts)).toEqual(['authorize'])
    await noneLeft()
  })

  test.each(Object.entries({ ...rejections, 'a lazy query': lazyQuery }))(
    'a rule that answers with %s',
    async (_name, make) => {
      const facts = untyped({}, make)
      expect(facts).toMatchObject(['present', denied])
      expect(paths(facts)).toEqual(['authorize'])
      expect(facts[1].faults[0]?.message).toContain('promise')
      const absent = untyped(null, fail, { whenAbsent: make() })
      expect(absent).toMatchObject(['absent', denied])
      expect(paths(absent)).toEqual(['whenAbsent'])
      await noneLeft()
    },
  )

  test('a rule that answers with a promise of a grant', async () => {
    expect(untyped({}, () => Promise.resolve(grant()))).toMatchObject(['present', denied])
    await noneLeft()
  })

  test.each(Object.entries(hostile))('a rule that answers with %s', async (_name, thing) => {
    const facts = untyped({}, thing)
    expect(facts).toMatchObject(['present', denied])
    expect(paths(facts)).toEqual(['authorize'])
    if (thing() !== undefined) {
      const absent = untyped(undefined, fail, { whenAbsent: thing() })
      expect(absent).toMatchObject(['absent', denied])
      expect(paths(absent)).toEqual(['whenAbsent'])
    }
    await noneLeft()
  })

  test.each(Object.entries(hostile))('a rule that is %s', async (_name, thing) => {
    const facts = untyped({}, thing())
    expect(facts).toMatchObject(['present', denied])
    expect(paths(facts)).toEqual(['authorize'])
    await noneLeft()
  })

  test.each<[string, unknown]>([
    ['a spread copy', { ...grant() }],
    ['an heir', Object.create(grant())],
    ['a proxy', new Proxy(grant(), {})],
    ['a clone', JSON.parse(JSON.stringify(grant()))],
    ['true', true],
  ])('a rule that answers with what was not made: %s', (_name, answer) => {
    expect(untyped({}, () => answer)).toMatchObject(['present', denied])
  })

  test('a process outlives rules that reject, and ends by an unhandled rejection', async () => {
    const file = fileURLToPath(new URL('rejectingRules.ts', import.meta.url))
    const run = (...args: ReadonlyArray<string>): Promise<{ readonly stdout: string }> =>
      promisify(execFile)(process.execPath, ['--import', 'tsx', file, ...args])
    await expect(run()).resolves.toMatchObject({ stdout: 'alive\n' })
    // the proof can fail
    await expect(run('unhandled')).rejects.toMatchObject({ code: 1 })
  })
})

describe('`onFault`', () => {
  const link = deny({ mayKnow: true, requestAccess: 'javascript:a' })

  test('is called with each fault, and not without one', () => {
    const onFault = vi.fn()
    Facts.of({}, () => grant(), { onFault })
    Facts.of(null, () => grant(), { onFault })
    expect(onFault).not.toHaveBeenCalled()
    const [, { faults }] = untyped({}, () => link, { onFault, ancestors: [7], whenAbsnt: deny() })
    expect(faults.length).toBe(3)
    expect(onFault.mock.calls).toEqual(faults.map((fault) => [fault]))
  })

  const callbacks: Readonly<Record<string, () => unknown>> = {
    ...rejections,
    'a lazy query': lazyQuery,
    'an error': () => {
      throw new Error('the log is full')
    },
  }
  test.each(Object.entries(callbacks))(
    'that ends in %s changes nothing',
    async (_name, onFault) => {
      const seen: Array<Fault> = []
      const onEach = (fault: Fault): unknown => {
        seen.push(fault)
        return onFault()
      }
      const facts = untyped({}, () => link, { onFault: onEach, ancestors: [7, 8] })
      expect(facts).toEqual(untyped({}, () => link, { ancestors: [7, 8] }))
      expect(seen).toEqual(facts[1].faults)
      await noneLeft()
    },
  )

  test.each(Object.entries(hostile))('that is %s is not called', async (_name, thing) => {
    const onFault = thing()
    if (typeof onFault === 'function') return
    expect(untyped({}, () => link, { onFault })).toMatchObject(['present', { mayKnow: true }])
    await noneLeft()
  })
})

describe('the options', () => {
  test.each(Object.entries(hostile))('never make it throw: %s', (_name, thing) => {
    for (const row of [{}, null]) {
      const whole = untyped(row, () => grant(), thing())
      if (thing() !== undefined && !isPlain(thing())) {
        expect(whole[1].faults.length).toBeGreaterThan(0)
        expect(stands(whole)).toBe(true)
      }
      for (const name of ['ancestors', 'references']) {
        const facts = untyped(row, () => grant(), { whenAbsent: grant(), [name]: thing() })
        if (thing() === undefined || isEmptyList(thing())) continue
        expect(paths(facts).join()).toContain(name)
        expect(stands(facts)).toBe(true)
      }
    }
  })

  test('that cannot be read stand in the way', () => {
    const ancestors = [{ resource: 'folder', facts: Facts.of(null, () => deny()) }]
    for (const options of [
      Object.create({ ancestors }),
      new (class {
        get ancestors(): unknown {
          return ancestors
        }
      })(),
      new Map([['ancestors', ancestors]]),
      [ancestors],
      Object.assign(() => undefined, { ancestors }),
    ]) {
      const facts = untyped({}, () => grant(), options)
      expect(stands(facts)).toBe(true)
      expect(facts[1].faults.length).toBeGreaterThan(0)
    }
  })

  test('that are misspelt are a fault that names the option', () => {
    const { faults } = untyped({}, () => grant(), { ancestor: [], whenabsent: grant() })[1]
    expect(faults).toMatchObject([
      { path: 'ancestor', message: 'no such option; did you mean ancestors?' },
      { path: 'whenabsent', message: 'no such option; did you mean whenAbsent?' },
    ])
  })

  test.each<[string, unknown]>([
    ['whenAbsent', grant()],
    ['ancestors', [7]],
    ['references', [7]],
    ['expects', 'absent'],
    ['resource', 'theirs'],
    ['facts', ['present', grant()]],
  ])('take nothing from a polluted prototype: %s', (name, value) => {
    const make = (): unknown =>
      [
        untyped(null, () => grant(), {}),
        untyped({}, () => grant(), { references: [{ resource: 'a', facts: ['present', deny()] }] }),
        untyped({}, () => grant(), { ancestors: [{}] }),
      ].map(([state, permission]) => JSON.stringify([state, { ...permission, faults: [] }]))
    expect(polluted(name, value, make)).toEqual(make())
  })
})

/** Whether the caller is denied, or something that nobody passes is judged along. */
const stands = ([, { _tag, ancestors, references }]: Facts.Facts<string, string>): boolean =>
  _tag === 'Denied' ||
  [...ancestors, ...references].some(
    ({ resource, state, permission }) =>
      resource === '' || state === 'absent' || permission._tag === 'Denied',
  )

const isEmptyList = (u: unknown): boolean => {
  try {
    return Array.isArray(u) && u.length === 0
  } catch {
    return false
  }
}

/** What is written as an object. Of its members, those that are no option are a fault. */
const isPlain = (u: unknown): boolean => {
  try {
    return typeof u === 'object' && isPlainObject(u)
  } catch {
    return false
  }
}

describe('ancestors and references', () => {
  const there = Facts.of({}, () => grant())

  test('travel in the permission, in the order in which they were given', () => {
    const [state, permission] = Facts.of({}, () => grant(), {
      ancestors: [
        { resource: 'organisation', facts: there },
        { resource: 'folder', facts: Facts.of(null, () => grant()) },
      ],
      references: [{ resource: 'user', facts: there, expects: 'absent' }],
    })
    expect([state, permission._tag]).toEqual(['present', 'Granted'])
    expect(permission.ancestors).toMatchObject([
      { resource: 'organisation', expects: 'present', state: 'present' },
      { resource: 'folder', expects: 'present', state: 'absent' },
    ])
    expect(permission.references).toMatchObject([
      { resource: 'user', expects: 'absent', state: 'present' },
    ])
    expect(permission.faults).toEqual([])
  })

  const folder = untyped({}, () => grant(), {
    ancestors: [{ resource: 'organisation', facts: there }],
    references: [{ resource: 'template', facts: there }],
  }) as Facts.Facts<string>

  test('of an ancestor are those of the target', () => {
    const facts = Facts.of({}, () => grant(), {
      ancestors: [{ resource: 'folder', facts: folder }],
    })
    const deeper = Facts.of({}, () => grant(), { ancestors: [{ resource: 'shelf', facts }] })
    const names = (all: ReadonlyArray<{ readonly resource: string }>): ReadonlyArray<string> =>
      all.map(({ resource }) => resource)
    expect(names(facts[1].ancestors)).toEqual(['folder', 'organisation'])
    expect(names(facts[1].references)).toEqual(['template'])
    expect(names(deeper[1].ancestors)).toEqual(['shelf', 'folder', 'organisation'])
    expect(names(deeper[1].references)).toEqual(['template'])
  })

  test('of a reference: the ancestors stay its own, the references are those of the target', () => {
    const [, permission] = Facts.of({}, () => grant(), {
      references: [{ resource: 'folder', facts: folder }],
    })
    expect(permission.ancestors).toEqual([])
    expect(permission.references).toMatchObject([
      { resource: 'folder', permission: { ancestors: [{ resource: 'organisation' }] } },
      { resource: 'template' },
    ])
  })

  test('of a denied, an absent and a failing target are kept', () => {
    const options = { ancestors: [{ resource: 'folder', facts: there }] }
    const all = [
      Facts.of({}, () => deny(), options),
      Facts.of(null, () => deny(), options),
      untyped({}, () => 'no', options),
      untyped(Promise.resolve(), () => grant(), options),
    ]
    for (const [, { ancestors }] of all) expect(ancestors).toHaveLength(1)
  })

  test('keep what a rule itself judged along', () => {
    const [, permission] = untyped({}, () => folder[1], {
      ancestors: [{ resource: 'shelf', facts: there }],
    })
    expect(permission.ancestors).toMatchObject([
      { resource: 'organisation' },
      { resource: 'shelf' },
    ])
  })

  test('are not changed by an edit of what was handed in', () => {
    const ancestor = { resource: 'folder', facts: Facts.of(null, () => deny()) }
    const ancestors = [ancestor]
    const [, permission] = Facts.of({}, () => grant(), { ancestors })
    ancestors.pop()
    ancestor.facts = there
    expect(permission.ancestors).toMatchObject([{ resource: 'folder', state: 'absent' }])
  })

  describe('that are malformed stand in the way, with a fault that names them', () => {
    test.each<[string, unknown, string]>([
      ['no list', 7, ''],
      ['one that is in no list', { resource: 'folder', facts: there }, ''],
      ['null', null, ''],
      ['an item that is null', [null], '[0]'],
      ['an item that is text', ['folder'], '[0]'],
      ['a hole', [{ resource: 'folder', facts: there }, ,], '[1]'],
      ['a pair', [['folder', there]], '[0]'],
      ['no resource type', [{ facts: there }], '[0].resource'],
      ['a resource type that is no text', [{ resource: 7, facts: there }], '[0].resource'],
      ['no facts', [{ resource: 'folder' }], '[0].facts'],
      ['a permission for facts', [{ resource: 'folder', facts: grant() }], '[0].facts'],
      ['a promise of facts', [{ resource: 'folder', facts: Promise.resolve(there) }], '[0].facts'],
      ['a state that is none', [{ resource: 'folder', facts: ['deleted', grant()] }], '[0].facts'],
      [
        'facts in the other order',
        [{ resource: 'folder', facts: [grant(), 'present'] }],
        '[0].facts',
      ],
      [
        'a permission that was not made',
        [{ resource: 'folder', facts: ['present', { ...grant() }] }],
        '[0].facts',
      ],
      ['no permission', [{ resource: 'folder', facts: ['present'] }], '[0].facts'],
      ['a misspelt member', [{ resource: 'folder', facts: there, expcts: 'absent' }], '[0].expcts'],
      ['a list that is revoked', hostile['a list that was revoked']?.(), ''],
      ['an item that throws', [hostile['a proxy that throws']?.()], '[0]'],
      ['an heir', [Object.create({ resource: 'folder', facts: there })], '[0]'],
    ])('%s', (_name, given, path) => {
      for (const role of ['ancestors', 'references'] as const) {
        const facts = untyped({}, () => grant(), { [role]: given })
        expect(stands(facts)).toBe(true)
        expect(facts[1][role].length).toBeGreaterThan(0)
        expect(paths(facts)[0]).toMatch(
          new RegExp(`^${`${role}${path}`.replaceAll(/[[\].]/g, '\\$&')}`),
        )
      }
    })

    test.each(['either', 'deleted', null, true])('an expectation of a reference: %j', (expects) => {
      const facts = untyped({}, () => grant(), {
        references: [{ resource: 'folder', facts: there, expects }],
      })
      expect(stands(facts)).toBe(true)
      expect(paths(facts)).toEqual(['references[0].expects'])
    })

    test('an expectation of an ancestor', () => {
      const ancestors = [{ resource: 'folder', facts: there, expects: 'absent' }]
      const facts = untyped({}, () => grant(), { ancestors })
      expect(stands(facts)).toBe(true)
      expect(paths(facts)).toEqual(['ancestors[0].expects'])
    })
  })

  test('pass on the faults of their own facts, each below its path', () => {
    const odd = Facts.of({}, () => deny({ mayKnow: true, requestAccess: 'javascript:a' }))
    const inner = Facts.of({}, () => grant(), { ancestors: [{ resource: 'a', facts: odd }] })
    const facts = Facts.of({}, () => grant(), {
      ancestors: [{ resource: 'b', facts: inner }],
      references: [{ resource: 'c', facts: odd }],
    })
    expect(paths(facts)).toEqual([
      expect.stringMatching(/^ancestors\[0\]\.ancestors\[0\]\..*requestAccess$/),
      expect.stringMatching(/^references\[0\]\..*requestAccess$/),
    ])
  })
})
