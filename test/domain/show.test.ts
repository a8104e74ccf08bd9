/**
 * Values and paths as error messages name them.
 */
import { expect, test } from 'vitest'
import { show, showPath } from '../../src/domain/show.js'

test.each([
  ['a "b"', '"a \\"b\\""'],
  ['x'.repeat(40), `"${'x'.repeat(40)}"`],
  [`${'x'.repeat(40)}secret`, `"${'x'.repeat(40)}" and 6 more characters`],
  [1.5, '1.5'],
  [NaN, 'NaN'],
  [false, 'false'],
  [undefined, 'undefined'],
  [null, 'null'],
  [['secret'], 'a list'],
  [{ a: 'secret' }, 'an object'],
  [Symbol('secret'), 'a symbol'],
  [10n, 'a bigint'],
  [() => 'secret', 'a function'],
])('a value is shown by no more than it takes to recognise it: %#', (u, shown) => {
  expect(show(u)).toBe(shown)
})

test('a proxy that was revoked cannot even be asked whether it is a list', () => {
  const { proxy, revoke } = Proxy.revocable([], {})
  revoke()
  expect(show(proxy)).toBe('an object')
})

test.each([
  [['types', 'call', 'existence'], 'types.call.existence'],
  [['scopes', '1'], 'scopes[1]'],
  [['0', 'a'], '[0].a'],
  [['types', 'a b', 'tell'], 'types["a b"].tell'],
  [['a b'], '["a b"]'],
  [['_', '$', 'a-b', 'Z9'], '_.$.a-b.Z9'],
  [['a', '-b'], 'a["-b"]'],
  [['a', '1b'], 'a["1b"]'],
  [['a', 'b]'], 'a["b]"]'],
  [['a', 'x'.repeat(64)], `a.${'x'.repeat(64)}`],
  [['a', 'x'.repeat(65)], `a["${'x'.repeat(40)}" and 25 more characters]`],
  [['a', '1234567890'], 'a[1234567890]'],
  [['a', '12345678901'], 'a["12345678901"]'],
  [['a', 'b1'], 'a.b1'],
  [['a', ''], 'a[""]'],
  [[], '(the value itself)'],
])('the path %j is shown as %s', (keys, shown) => {
  expect(showPath(keys)).toBe(shown)
})
