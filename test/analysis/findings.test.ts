/**
 * What is said of a policy, and in which words.
 */
import { Policy } from 'glomar'
import { findings } from 'glomar/analysis'
import { describe, expect, test } from 'vitest'

const said = (policy: Policy.Policy): ReadonlyArray<string> =>
  findings(policy).map(({ says }) => says)

describe('who learns what', () => {
  test('is said of each type, in the order of the policy', () => {
    const policy = Policy.of({
      invoice: { existence: 'authenticated' },
      document: { existence: 'if-may-know' },
      secret: {},
    })
    const remedy =
      'which permissions are missing, where to ask for access and which authentication would do'
    expect(said(policy)).toEqual([
      'A caller without credentials who is denied and may know learns that an `invoice` exists.',
      `An authenticated caller who is denied learns that an \`invoice\` exists, ${remedy}.`,
      'A caller without credentials who is denied and may know learns that a `document` exists.',
      `An authenticated caller who is denied and may know learns that a \`document\` exists, ${remedy}.`,
    ])
  })

  test('is data as well', () => {
    const [first, second] = findings(Policy.of({ invoice: { existence: 'authenticated' } }))
    expect(first).toMatchObject({
      kind: 'tells',
      resource: 'invoice',
      who: 'a caller without credentials who is denied and may know',
      learns: ['existence'],
    })
    expect(second).toMatchObject({
      learns: ['existence', 'missing-permissions', 'request-access', 'step-up'],
    })
  })

  test('names anyone for a public type, on guarded routes too', () => {
    expect(said(Policy.of({ page: { existence: 'public' } })).slice(0, 2)).toEqual([
      'A caller without credentials who is denied learns that a `page` exists.',
      'A caller without credentials on a guarded route learns that a `page` exists.',
    ])
  })

  test('names nobody for a policy that tells nothing', () => {
    expect(findings(Policy.of({}))).toEqual([])
    expect(findings(Policy.of({ secret: { concealAs: 'forbidden', list: 'empty' } }))).toEqual([])
  })

  test('does not depend on how types are named', () => {
    const types = ['other', 'other-', 'constructor', '__proto__'].map((type) => [
      type,
      { existence: 'if-may-know' } as const,
    ])
    const policy = Policy.of(Object.fromEntries(types) as Record<string, object>)
    const named = findings(policy).map((finding) => 'resource' in finding && finding.resource)
    expect(named).toEqual([
      'other',
      'other',
      'other-',
      'other-',
      'constructor',
      'constructor',
      '__proto__',
      '__proto__',
    ])
  })
})

describe('actions on one thing', () => {
  test('are grouped, and the loosest is named', () => {
    const policy = Policy.of({
      document: { existence: 'if-may-know' },
      'document:share': {},
      'document:delete': { existence: 'authenticated' },
      folder: { existence: 'if-may-know' },
    })
    const found = findings(policy).filter(({ kind }) => kind === 'loosest-action')
    expect(found.map(({ says }) => says)).toEqual([
      '`document` and `document:delete` tell a caller without credentials who is denied and may ' +
        'know that a `document` exists, so `document:share` cannot conceal it.',
      '`document:delete` tells an authenticated caller who is denied that a `document` exists, ' +
        'so `document` and `document:share` cannot conceal it.',
      '`document` and `document:delete` tell an authenticated caller who is denied and may know ' +
        'that a `document` exists, so `document:share` cannot conceal it.',
    ])
    expect(found[1]).toMatchObject({
      thing: 'document',
      who: 'an authenticated caller who is denied',
      telling: ['document:delete'],
      concealing: ['document', 'document:share'],
    })
  })

  test('are said once of those who may know, where nothing more is told to them', () => {
    const policy = Policy.of({ document: {}, 'document:delete': { existence: 'authenticated' } })
    const found = findings(policy).flatMap((finding) =>
      finding.kind === 'loosest-action' ? [finding.who] : [],
    )
    expect(found).toEqual([
      'a caller without credentials who is denied and may know',
      'an authenticated caller who is denied',
    ])
  })

  test('that tell alike are not mentioned, and neither is an action alone', () => {
    const open = { existence: 'if-may-know' } as const
    const alike = {
      document: open,
      'document:delete': { ...open, concealAs: 'forbidden' },
    } as const
    const alone = { 'folder:delete': { existence: 'public' }, folders: {} } as const
    expect(
      findings(Policy.of({ ...alike, ...alone })).filter(({ kind }) => kind === 'loosest-action'),
    ).toEqual([])
  })
})

describe('a knob that does nothing', () => {
  test('is named with the callers for whom it does nothing', () => {
    const policy = Policy.of({ document: { existence: 'authenticated', list: 'empty' } })
    expect(findings(policy).filter(({ kind }) => kind === 'no-effect')).toEqual([
      {
        kind: 'no-effect',
        resource: 'document',
        who: 'an authenticated caller',
        knob: 'list',
        value: 'empty',
        says: 'On `document`, `list: empty` does nothing for an authenticated caller, unless an ancestor is in the way.',
      },
    ])
  })

  test('is not named where it answers somebody', () => {
    const policy = Policy.of({
      document: { existence: 'if-may-know', list: 'empty', concealAs: 'forbidden' },
      folder: { anonymous: 'conceal', list: 'empty' },
    })
    expect(findings(policy).filter(({ kind }) => kind === 'no-effect')).toEqual([])
  })
})

test('findings are frozen, through and through', () => {
  const found = findings(
    Policy.of({ document: { list: 'empty' }, 'document:delete': { existence: 'public' } }),
  )
  const parts = found.flatMap((each): ReadonlyArray<unknown> => Object.values(each))
  for (const part of [found, ...found, ...parts]) expect(Object.isFrozen(part)).toBe(true)
  expect(found.length).toBeGreaterThan(3)
})

test('a policy that was not made is refused', () => {
  const unmade = { ...Policy.of({ document: {} }) }
  expect(() => findings(unmade as never)).toThrow(
    new TypeError('expected a policy that Policy.of or the codec made, got an object'),
  )
})
