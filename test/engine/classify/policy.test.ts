/**
 * What is read of a policy about one resource type: from one that was made here, and from one that was not.
 */
import { Disclosure, Policy } from 'glomar'
import { describe, expect, test } from 'vitest'
import { readPolicy } from '../../../src/engine/classify/policy.js'

const made = Policy.of({ call: Disclosure.loosest }, { realm: 'recorder', vary: ['Cookie'] })
const copy = (): { _tag: unknown; types: Record<string, unknown>; service: Record<string, unknown> } =>
  JSON.parse(JSON.stringify(made)) as never

describe.each([
  ['made here', made],
  ['from elsewhere', copy()],
])('a policy %s', (_where, policy) => {
  test('says what it says of a type that it names', () => {
    expect(readPolicy(policy, 'call')).toStrictEqual({
      disclosure: Disclosure.loosest,
      service: made.service,
      named: true,
    })
  })

  test.each([undefined, 'user', 'toString', '__proto__'])('says the least of %s, which it does not name', (resource) => {
    expect(readPolicy(policy, resource)).toStrictEqual({
      disclosure: Disclosure.strictest,
      service: made.service,
      named: false,
    })
  })
})

test('what was not understood has no type, not even one of the name `undefined`', () => {
  const odd = Policy.of({ undefined: Disclosure.loosest })
  for (const policy of [odd, JSON.parse(JSON.stringify(odd)) as unknown])
    expect(readPolicy(policy, undefined)).toMatchObject({ disclosure: Disclosure.strictest, named: false })
})

describe('a policy from elsewhere', () => {
  test.each([
    null,
    undefined,
    'Policy',
    [],
    {},
    new Map(),
    { ...copy(), _tag: 'policy' },
    { ...copy(), types: null },
    { ...copy(), types: [] },
    { ...copy(), service: null },
    { ...copy(), service: { ...made.service, realm: 'a\nb' } },
    { ...copy(), service: { ...made.service, constant: 'x' } },
    ...['realm', 'schemes', 'algs', 'vary', 'problems'].map((name) => ({
      ...copy(),
      service: Object.fromEntries(Object.entries(made.service).filter(([key]) => key !== name)),
    })),
    ...[null, 'public', { existence: 'public' }, { ...Disclosure.loosest, tell: 'all' }, Object.create(Disclosure.loosest) as object].map(
      (disclosure) => ({ ...copy(), types: { call: disclosure, user: {} } }),
    ),
  ] as ReadonlyArray<unknown>)('that is not whole is none: %#', (policy) => {
    expect(readPolicy(policy, 'call')).toBeUndefined()
  })

  test('is asked about one type, and may be odd about others', () => {
    const policy = { ...copy(), types: { call: { ...Disclosure.loosest }, user: 'odd' } }
    expect(readPolicy(policy, 'call')?.disclosure).toEqual(Disclosure.loosest)
    expect(readPolicy(policy, 'user')).toBeUndefined()
  })
})
