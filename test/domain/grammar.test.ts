/**
 * The alphabets, each against its grammar spelt out: what fits, and what just does not.
 */
import { runInNewContext } from 'node:vm'
import { describe, expect, test } from 'vitest'
import * as _ from '../../src/domain/grammar.js'

const range = (from: number, to: number): ReadonlyArray<string> =>
  Array.from({ length: to - from + 1 }, (_, i) => String.fromCharCode(from + i))

const characters = range(0, 0x2ff)
const alphanumeric = [...range(0x30, 0x39), ...range(0x41, 0x5a), ...range(0x61, 0x7a)]

describe('the characters of', () => {
  test.each<[string, (u: unknown) => boolean, ReadonlyArray<string>]>([
    ['token (RFC 9110 §5.6.2)', _.isToken, ["!#$%&'*+-.^_`|~", ...alphanumeric]],
    ['quoted text without tabs', _.isQuotable, range(0x20, 0x7e)],
    ['NQCHAR (RFC 6749, appendix A)', _.isNqchars, range(0x21, 0x7e).filter((c) => c !== '"' && c !== '\\')],
    ['a URI reference, but for its `%` (RFC 3986 §2)', _.isUriReference, [":/?#[]@!$&'()*+,;=-._~", ...alphanumeric]],
  ])('%s', (_name, is, expected) => {
    expect(characters.filter(is).join('')).toBe(expected.join('').split('').sort().join(''))
    expect(is('ab')).toBe(true)
    expect(['', 'a\n', '\na', 'a\u00e9', '\u00e9a', 7, ['a'], null, undefined].filter(is)).toEqual([])
  })
})

test('a percent sign in a URI reference starts two hexadecimal digits', () => {
  expect(['%41', 'a%aF%00b', '/%2F%c3'].filter(_.isUriReference)).toHaveLength(3)
  expect(['%', '%4', '%4g', '%g4', 'a%', '%41%'].filter(_.isUriReference)).toEqual([])
})

test('a URI names its scheme first', () => {
  const uris = ['https://example.com/', 'a:', 'Z3+-.:x', 'urn:x', 'tag:a']
  expect([...uris, '', 'a', '/a:b', ':a', '3a:b', 'a b:c', '+a:b', 'a_b:c', 'a:b c', 7].filter(_.isUri)).toEqual(uris)
})

test('a link leads to the web or to a mailbox, and runs nothing', () => {
  const links = ['/a', 'a', '?a', '#a', 'http://a', 'HTTPS://a', 'mailto:a@b', '//a', './javascript:a']
  expect(
    [...links, '', 'javascript:a', 'data:,a', 'xhttp:a', 'httpss:a', 'ftp://a', 'tel:1', 'JavaScript:a', 'a b', null].filter(_.isLink),
  ).toEqual(links)
})

test('seconds are whole, not negative and exact', () => {
  const seconds = [0, 1, Number.MAX_SAFE_INTEGER]
  expect([...seconds, -1, 0.5, Number.MAX_SAFE_INTEGER + 1, Infinity, NaN, '1', null, undefined].filter(_.isSeconds)).toEqual(seconds)
})

test('a plain object is a literal, of any realm, and no instance of anything', () => {
  const plain = [{}, { a: 1 }, Object.create(null), JSON.parse('{"__proto__":1}'), runInNewContext('({})')] as ReadonlyArray<unknown>
  expect(plain.map(_.isPlainObject)).toEqual(plain.map(() => true))
  const others = [
    [],
    new Map(),
    new Date(0),
    new URL('https://example.com/'),
    Object.create({}),
    Object.create(Object.create(null) as object),
    Object.create({ hasOwnProperty: 1 }),
    Object.setPrototypeOf(() => undefined, null),
    'a',
    null,
    undefined,
  ] as ReadonlyArray<unknown>
  expect(others.map(_.isPlainObject)).toEqual(others.map(() => false))
})

test('a property is the word of the object itself, and of no prototype', () => {
  expect(_.own({ a: 1 }, 'a')).toBe(1)
  expect(_.own({}, 'a')).toBeUndefined()
  expect(_.own(Object.create({ a: 1 }) as object, 'a')).toBeUndefined()
  expect(_.own({}, 'toString')).toBeUndefined()
})
