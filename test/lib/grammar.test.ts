/**
 * The alphabets, each held against its grammar written out: what fits, and what just does not.
 */
import { describe, expect, test } from 'vitest'
import * as _ from '../../src/lib/grammar.js'

const range = (from: number, to: number): ReadonlyArray<string> =>
  Array.from({ length: to - from + 1 }, (_, i) => String.fromCharCode(from + i))

const characters = range(0, 0x2ff)
const alphanumeric = [...range(0x30, 0x39), ...range(0x41, 0x5a), ...range(0x61, 0x7a)]
const nqchars = range(0x21, 0x7e).filter((c) => c !== '"' && c !== '\\')

describe('an alphabet has these characters and no other', () => {
  test.each<[string, (u: unknown) => boolean, ReadonlyArray<string>]>([
    ['token (RFC 9110 §5.6.2)', _.isToken, ["!#$%&'*+-.^_`|~", ...alphanumeric]],
    ['quoted text without tabs', _.isQuotable, range(0x20, 0x7e)],
    ['NQCHAR (RFC 6749, appendix A)', _.isNqchars, nqchars],
    [
      'URI reference, but for its `%` (RFC 3986 §2)',
      _.isUriReference,
      [":/?#[]@!$&'()*+,;=-._~", ...alphanumeric],
    ],
  ])('%s', (_name, is, expected) => {
    expect(characters.filter(is).join('')).toBe(expected.join('').split('').sort().join(''))
    expect(is('ab')).toBe(true)
    const odd = ['', 'a\n', '\na', 'a\u00e9', '\u00e9a', 7, ['a'], null, undefined]
    expect(odd.filter(is)).toEqual([])
  })
})

test('a percent sign in a URI reference starts two hexadecimal digits', () => {
  expect(['%41', 'a%aF%00b', '/%2F%c3'].filter(_.isUriReference)).toHaveLength(3)
  expect(['%', '%4', '%4g', '%g4', 'a%', '%41%'].filter(_.isUriReference)).toEqual([])
})

test('a URI names its scheme first', () => {
  const uris = ['https://example.com/', 'a:', 'Z3+-.:x', 'urn:x', 'tag:a']
  const others = ['', 'a', '/a:b', ':a', '3a:b', 'a b:c', '+a:b', 'a_b:c', 'a:b c', 7]
  expect([...uris, ...others].filter(_.isUri)).toEqual(uris)
})

test('a link leads to the web or to a mailbox, and runs no code', () => {
  const web = ['http://a', 'HTTPS://a', 'mailto:a@b', '//a']
  const links = ['/a', 'a', '?a', '#a', ...web, './javascript:a']
  const dangerous = ['javascript:a', 'JavaScript:a', 'data:,a', 'vbscript:a', 'file:///a']
  const others = ['', 'xhttp:a', 'httpss:a', 'ftp://a', 'tel:1', 'a b', null]
  expect([...links, ...dangerous, ...others].filter(_.isLink)).toEqual(links)
})

test('seconds are whole, not negative and exact', () => {
  const seconds = [0, 1, Number.MAX_SAFE_INTEGER]
  const others = [-1, 0.5, Number.MAX_SAFE_INTEGER + 1, Infinity, NaN, '1', null, undefined]
  expect([...seconds, ...others].filter(_.isSeconds)).toEqual(seconds)
})

describe('a text becomes a link', () => {
  test.each([
    ['/ask?for=a', '/ask?for=a'],
    ['/ask for', '/ask%20for'],
    ['/ä?q="x"', '/%C3%A4?q=%22x%22'],
    ['/😀\\', '/%F0%9F%98%80%5C'],
    ['/100%', '/100%25'],
    ['/%41%4', '/%41%254'],
    ['/a\r\nb: c', '/a%0D%0Ab:%20c'],
    ['/\uD800x\uDC00', '/%EF%BF%BDx%EF%BF%BD'],
    ['java\nscript:a', 'java%0Ascript:a'],
    [' javascript:a', '%20javascript:a'],
    ['https://example.com/a b', 'https://example.com/a%20b'],
  ])('%j becomes %s', (text, link) => {
    expect(_.toLink(text)).toBe(link)
    expect(_.isLink(link)).toBe(true)
  })

  test.each(['', 'javascript:a b', 'data:text/html,<a>', 'VBScript:x', 'ftp://a b'])(
    '%j leaves no link',
    (text) => {
      expect(_.toLink(text)).toBeUndefined()
    },
  )
})

test('an alphabet takes a text of a million characters without a stack', () => {
  const long = 'x'.repeat(1_000_000)
  const all = [_.isToken, _.isQuotable, _.isNqchars, _.isUriReference, _.isLink]
  expect(all.map((is) => is(long))).toEqual(all.map(() => true))
  expect(all.map((is) => is(`${long}\n`))).toEqual(all.map(() => false))
})
