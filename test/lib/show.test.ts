/**
 * Values, paths and near misses, as error messages name them.
 */
import { describe, expect, test } from 'vitest'
import { isList, noSuch, show, showPath } from '../../src/lib/show.js'

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
])('a value is shown by no more than it takes to recognise the value: %#', (u, shown) => {
  expect(show(u)).toBe(shown)
})

test('a proxy that was revoked cannot be asked whether it is a list', () => {
  const { proxy, revoke } = Proxy.revocable([], {})
  revoke()
  expect(show(proxy)).toBe('an object')
  expect(isList(proxy)).toBe(false)
  expect(isList([])).toBe(true)
})

test.each([
  [['types', 'document', 'existence'], 'types.document.existence'],
  [['scopes', '1'], 'scopes[1]'],
  [['0', 'a'], '[0].a'],
  [['types', 'a b', 'list'], 'types["a b"].list'],
  [['types', 'document:delete'], 'types["document:delete"]'],
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

describe('a name that does not exist', () => {
  const names = ['existence', 'anonymous', 'concealAs', 'list']
  test.each([
    ['existance', 'existence'],
    ['existnce', 'existence'],
    ['exxistence', 'existence'],
    ['EXISTENCE', 'existence'],
    ['concealas', 'concealAs'],
    ['lists', 'list'],
    ['conceaAl', 'concealAs'],
  ])('%s is near %s', (name, meant) => {
    expect(noSuch('knob', name, names)).toBe(`no such knob; did you mean ${meant}?`)
  })

  test.each(['', 'hints', 'x'.repeat(65), 7, Symbol('list'), undefined, null])(
    'is near none, and so all are listed: %#',
    (name) => {
      expect(noSuch('knob', name, names)).toBe(
        'no such knob; expected one of existence, anonymous, concealAs, list',
      )
    },
  )

  test('is held against the nearest of several', () => {
    expect(noSuch('x', 'abcdefghx', ['abcdefgzz', 'abcdefghi'])).toBe(
      'no such x; did you mean abcdefghi?',
    )
  })
})
