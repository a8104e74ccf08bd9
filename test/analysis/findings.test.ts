/**
 * What is said of a policy, and in which words.
 */
import { decide, Policy } from 'glomar'
import { asText, findings, whoLearnsWhat } from 'glomar/analysis'
import { describe, expect, test } from 'vitest'
import type { Decide } from '../../src/analysis/answers.js'
import { findingsBy } from '../../src/analysis/findings.js'

const said = (policy: Policy.Policy): ReadonlyArray<string> =>
  findings(policy).map(({ says }) => says)

const remedies = ['missing-permissions', 'request-access', 'step-up']

describe('who learns what', () => {
  const policy = Policy.of({
    invoice: { existence: 'authenticated' },
    document: { existence: 'if-may-know' },
    secret: {},
  })

  test('is one headline for each type, in the order of the policy', () => {
    expect(said(policy)).toEqual([
      'Strangers learn that an `invoice` exists.',
      'Those who may know learn that a `document` exists.',
    ])
  })

  test('has its details as data, the widest persona first', () => {
    expect(findings(policy)[0]).toEqual({
      kind: 'tells',
      types: ['invoice'],
      personas: [
        { persona: 'strangers', learns: ['existence', ...remedies] },
        { persona: 'those who may know', learns: ['existence', ...remedies] },
        { persona: 'visitors who may know', learns: ['existence'] },
      ],
      says: 'Strangers learn that an `invoice` exists.',
    })
  })

  test('is one list for a check, without those who learn nothing', () => {
    expect(whoLearnsWhat(policy).map(({ type, persona }) => [type, persona])).toEqual([
      ['invoice', 'strangers'],
      ['invoice', 'those who may know'],
      ['invoice', 'visitors who may know'],
      ['document', 'those who may know'],
      ['document', 'visitors who may know'],
    ])
  })

  test('is said once of types that are disclosed alike, however many there are', () => {
    const open = { existence: 'public' } as const
    const few = Policy.of({ page: open, image: open, secret: {} })
    expect(said(few)).toEqual(['Visitors and strangers learn that a `page` or an `image` exists.'])
    const four = Policy.of({ a: open, b: open, c: open, d: open })
    expect(said(four)[0]).toContain('an `a`, a `b`, a `c` or a `d` exists.')
    const many = Object.fromEntries(Array.from({ length: 9 }, (_, i) => [`t${String(i)}`, open]))
    expect(said(Policy.of(many))).toEqual([
      'Visitors and strangers learn that things of the types `t0`, `t1`, `t2` and 6 more exist.',
    ])
    expect(findings(Policy.of(many))[0]).toMatchObject({ types: Object.keys(many) })
  })

  test('is said of nobody for a policy that tells nothing', () => {
    const silent = Policy.of({ secret: { concealAs: 'forbidden', list: 'empty' } })
    for (const each of [Policy.of({}), silent]) {
      expect(findings(each)).toEqual([])
      expect(whoLearnsWhat(each)).toEqual([])
    }
    expect(asText([])).toBe('Nobody who is denied learns anything.\n')
  })

  test('does not depend on how types are named', () => {
    const names = ['other', 'other-', 'constructor', '__proto__']
    const odd = names.map((type) => [type, { existence: 'if-may-know' }] as const)
    const [found, ...rest] = findings(Policy.of(Object.fromEntries(odd)))
    expect(found).toMatchObject({ types: names })
    expect(rest).toEqual([])
  })

  test('of an engine that tells a remedy to strangers is found, without the existence', () => {
    const asDecide: Decide = decide
    const faulty: Decide = (route, authn, state, permission, policy) => {
      const verdict = asDecide(route, authn, state, permission, policy)
      return authn._tag === 'Authenticated' && permission.remedy && verdict._tag === 'NotFound'
        ? { ...verdict, body: { ...verdict.body, missing_permissions: ['p'] } }
        : verdict
    }
    const saidBy = (policy: Policy.Policy) => findingsBy(policy, faulty).map(({ says }) => says)
    expect(saidBy(Policy.of({ secret: {} }))).toEqual([
      'Strangers learn which permissions are missing.',
    ])
    // whoever learns of the existence goes first, and a type without a name is no finding
    expect(saidBy(Policy.of({ secret: { existence: 'if-may-know' } }))).toEqual([
      'Those who may know learn that a `secret` exists.',
    ])
    expect(saidBy(Policy.of({}))).toEqual([])
  })
})

describe('actions on one thing', () => {
  const loosest = (policy: Policy.Policy) =>
    findings(policy).flatMap((finding) => (finding.kind === 'loosest-action' ? [finding] : []))

  test('are one finding about the widest persona, and the others are data', () => {
    const found = loosest(
      Policy.of({
        document: { existence: 'if-may-know' },
        'document:share': {},
        'document:delete': { existence: 'authenticated' },
        folder: { existence: 'if-may-know' },
      }),
    )
    expect(found).toEqual([
      {
        kind: 'loosest-action',
        thing: 'document',
        personas: [
          {
            persona: 'strangers',
            telling: ['document:delete'],
            concealing: ['document', 'document:share'],
          },
          {
            persona: 'those who may know',
            telling: ['document', 'document:delete'],
            concealing: ['document:share'],
          },
          {
            persona: 'visitors who may know',
            telling: ['document', 'document:delete'],
            concealing: ['document:share'],
          },
        ],
        says:
          '`document:delete` tells strangers that a `document` exists, ' +
          'so `document` and `document:share` cannot conceal it.',
      },
    ])
  })

  test('that tell together are said in the plural', () => {
    const open = { existence: 'if-may-know' } as const
    const policy = Policy.of({ document: open, 'document:share': open, 'document:delete': {} })
    expect(loosest(policy)[0]?.says).toBe(
      '`document` and `document:share` tell those who may know that a `document` exists, ' +
        'so `document:delete` cannot conceal it.',
    )
  })

  test('that tell alike are not mentioned, and neither is an action alone', () => {
    const open = { existence: 'if-may-know' } as const
    const alike = {
      document: open,
      'document:delete': { ...open, concealAs: 'forbidden' },
    } as const
    const alone = { 'folder:delete': { existence: 'public' }, folders: {} } as const
    expect(loosest(Policy.of({ ...alike, ...alone }))).toEqual([])
  })
})

describe('a knob that does nothing', () => {
  const idle = (policy: Policy.Policy) =>
    findings(policy).filter(({ kind }) => kind === 'no-effect')

  test('is named with the callers for whom it does nothing', () => {
    const open = { existence: 'authenticated', list: 'empty' } as const
    expect(idle(Policy.of({ document: open, folder: open }))).toEqual([
      {
        kind: 'no-effect',
        types: ['document', 'folder'],
        callers: ['signed-in callers'],
        knob: 'list',
        value: 'empty',
        says: '`list: empty` of `document` and `folder` does nothing for signed-in callers, unless an ancestor stops them.',
      },
    ])
  })

  test('is said of all visitors at once', () => {
    const found = idle(Policy.of({ page: { existence: 'public', anonymous: 'conceal' } }))
    expect(found).toMatchObject([
      {
        callers: ['visitors', 'visitors on a guarded route'],
        says: '`anonymous: conceal` of `page` does nothing for visitors, unless an ancestor stops them.',
      },
    ])
  })

  test('is not named where it answers somebody', () => {
    const policy = Policy.of({
      document: { existence: 'if-may-know', list: 'empty', concealAs: 'forbidden' },
      folder: { anonymous: 'conceal', list: 'empty' },
    })
    expect(idle(policy)).toEqual([])
  })
})

test('a check of a policy of four types is said in five lines', () => {
  const policy = Policy.of({
    invoice: { existence: 'authenticated', list: 'empty' },
    document: { existence: 'if-may-know' },
    'document:delete': {},
    page: { existence: 'public' },
  })
  expect(asText(findings(policy), { columns: 120 })).toBe(
    [
      'Strangers learn that an `invoice` exists.',
      'Those who may know learn that a `document` exists.',
      'Visitors and strangers learn that a `page` exists.',
      '`document` tells those who may know that a `document` exists, so `document:delete` cannot conceal it.',
      '`list: empty` of `invoice` does nothing for signed-in callers, unless an ancestor stops them.',
      '',
    ].join('\n'),
  )
})

test('findings are frozen, through and through', () => {
  const policy = Policy.of({
    document: { list: 'empty' },
    'document:delete': { existence: 'public' },
  })
  const found = findings(policy)
  const parts = found.flatMap((each): ReadonlyArray<unknown> => Object.values(each))
  const learns = whoLearnsWhat(policy)
  for (const part of [found, ...found, ...parts, learns, ...learns, learns[0]?.learns])
    expect(Object.isFrozen(part)).toBe(true)
  expect(found.length).toBeGreaterThan(1)
})

test('a policy that was not made is refused', () => {
  const unmade = { ...Policy.of({ document: {} }) } as never
  for (const ask of [findings, whoLearnsWhat])
    expect(() => ask(unmade)).toThrow(
      new TypeError('expected a policy that Policy.of or the codec made, got an object'),
    )
})
