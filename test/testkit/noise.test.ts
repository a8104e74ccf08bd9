/**
 * What also differs between two missing things is no difference, and all else is one.
 */
import type { Observation } from 'glomar/testkit'
import { describe, expect, test } from 'vitest'
import { withoutNoise } from '../../src/testkit/noise.js'
import { isOfKind } from '../../src/testkit/words.js'

const seen = (rest: Partial<Observation>): Observation => ({
  status: 404,
  reason: '',
  headers: [],
  trailers: [],
  body: '',
  ...rest,
})

type Part = Partial<Observation>

/** What is left of the hidden and of the missing answer. */
const left = (hidden: Part, missing: Part, ...others: ReadonlyArray<Part>) =>
  withoutNoise(seen(hidden), seen(missing), others.map(seen))

const body = (text: string): Part => ({ body: text })
const field = (value: string): Part => ({ headers: [['x', value]] })
const fields = (...names: ReadonlyArray<string>): Part => ({
  headers: names.map((name) => [name, '1']),
})

const same = ({ hidden, missing }: ReturnType<typeof left>): boolean =>
  JSON.stringify(hidden) === JSON.stringify(missing)

describe('a word could stand where others stood', () => {
  test.each<[string, ReadonlyArray<string>]>([
    ['7', ['8', '9']],
    ['10', ['8', '9']],
    ['1', ['10', '11']],
    ['cafe1', ['beef2', 'f00d3']],
    ['CAFE1', ['BEEF2', 'F00D3']],
    ['Mon', ['Sun', 'Sat']],
    ['x-2y', ['x-1z', 'a-3b']],
    ['abc', ['abc', 'a1']],
    ['aB3/aaaaaaaa', ['a2bcDefghijz', 'a3bcDefghijz']],
    ['aBcDefghijzz', ['a2bcDefghijz', 'axbcDefghijz']],
    ['a1', ['a1', 'b']],
    ['a-9', ['a-1', 'b-cc']],
    ['0123', ['cafe', 'f00d']],
    ['abcd', ['12ab', '34cd']],
    ['x1', ['y2', 'zz']],
    ['xy', ['y2', 'zz']],
    ['cat', ['yes', 'd0g']],
    ['maybe', ['no', 'maybe']],
    ['a-9z', ['a-1', 'b-cc']],
    ['ab12', ['1234', 'zz99']],
    ['aB/Defghijzz', ['a2bcDefghijz', 'axbcDefghijz']],
  ])('%s among %s', (word, others) => {
    expect(isOfKind(word, others)).toBe(true)
  })
  test.each<[string, ReadonlyArray<string>]>([
    ['100', ['8', '9']],
    ['a', ['8', '9']],
    ['', ['8', '9']],
    ['cafe', ['beef2', 'f00d3']],
    ['cafe12', ['beef2', 'f00d3']],
    ['hello', ['beef2', 'f00d3']],
    ['no', ['yes', 'may']],
    ['aB3/aaaaaaa', ['a2bcDefghij', 'a3bcDefghij']],
    ['aB3!aaaaaaaa', ['a2bcDefghijz', 'a3bcDefghijz']],
    ['!aB3aaaaaaaa', ['a2bcDefghijz', 'a3bcDefghijz']],
    ['aB3aaaaaaaa!', ['a2bcDefghijz', 'a3bcDefghijz']],
    ['aB/aaaaaaaaa', ['aabcDefghijz', 'azbcDefghijz']],
    ['ab3/aaaaaaaa', ['a2bcDefghijz', 'a3bcDefghijz']],
    ['AB3/AAAAAAAA', ['a2bcDefghijz', 'a3bcDefghijz']],
    ['zafe', ['12ab', '34cd']],
    ['aBcaaaaaaaaa', ['aa/cDefghijz', 'az/cDefghijz']],
    ['cafz', ['12ab', '34cd']],
    ['12', ['1x', 'ab']],
    ['maybe', ['no', 'perhaps']],
    ['m4y', ['yes', 'not']],
    ['secret', ['x-12zz', 'y-34zz']],
    ['x_2y', ['x1zz', 'a3bz']],
    ['X12z', ['x12z', 'y34z']],
    ['no-such-word', ['a2bcDefghijz', 'a3bcDefghijz']],
  ])('but not %s among %s', (word, others) => {
    expect(isOfKind(word, others)).toBe(false)
  })
})

describe('of a text, words that vary are taken away from both sides', () => {
  const hole = Buffer.from('…').toString('latin1')
  test('and others are not', () => {
    const quiet = left(body('id 17, not yours'), body('id 16, not there'), body('id 18, not there'))
    expect(quiet.hidden.body).toBe(`id ${hole}, not yours`)
    expect(quiet.missing.body).toBe(`id ${hole}, not there`)
    expect(quiet.learnt).toEqual(['words in the body vary'])
  })
  test('of a field likewise', () => {
    const quiet = left(field('id=17'), field('id=16'), field('id=18'))
    expect(quiet.hidden.headers).toEqual([['x', 'id=…']])
    expect(same(quiet)).toBe(true)
    expect(quiet.learnt).toEqual(['the value of `x` varies'])
  })
  test('where the answers have one build with large words only', () => {
    const etags = ['W/"ab+cd1efgh/2"', 'W/"abccd+e2gh/1"', 'W/"a/ccd1efg+h2"'] as const
    const quiet = left(...(etags.map(field) as [Part, Part, Part]))
    expect(same(quiet)).toBe(true)
  })
  test('unless the missing ones have no common build', () => {
    expect(same(left(body('id 17'), body('id 16'), body('id-18')))).toBe(false)
    expect(same(left(body('id 17'), body('id 16'), body('id 18 now')))).toBe(false)
    expect(same(left(body('see 1'), body('see 2'), body('or see 3')))).toBe(false)
  })
  test('and a UUID and base64 count as one word, whatever signs are in them', () => {
    const uuids = [
      '01234567-0123-4123-8123-0123456789ab',
      'a1234567-1111-4222-8333-444444444444',
      'b1234567-1111-4222-8333-444444444444',
    ] as const
    expect(left(...(uuids.map(field) as [Part, Part, Part])).hidden.headers).toEqual([['x', '…']])
    const coded = ['aB3/aaaaaaaaaaaa', 'xY7aaa+aaaaaaaaa', 'kL9aaaaaaaaa/aaa'] as const
    const quiet = left(...(coded.map((each) => field(`"${each}="`)) as [Part, Part, Part]))
    expect(quiet.hidden.headers).toEqual([['x', '"…="']])
  })
  test('unless the hidden answer has another build', () => {
    expect(same(left(body('id 17!'), body('id 16'), body('id 18')))).toBe(false)
    expect(same(left(body('id: 17'), body('id 16'), body('id 18')))).toBe(false)
    expect(same(left(body('the id 17'), body('id 16'), body('id 18')))).toBe(false)
  })
  test('unless nothing varies among missing things', () => {
    expect(same(left(body('id 17'), body('id 16'), body('id 16')))).toBe(false)
    expect(same(left(body('id 17'), body('id 16')))).toBe(false)
  })
})

describe('of the rest, what is seen of missing things is taken away', () => {
  test.each<[string, Part, Part, Part]>([
    ['the status varies', { status: 410 }, { status: 404 }, { status: 410 }],
    ['the reason phrase varies', { reason: 'Gone' }, { reason: 'No' }, { reason: 'Gone' }],
    [
      'interim answers vary',
      { interim: [{ status: 103, headers: [] }] },
      { interim: [] },
      { interim: [{ status: 103, headers: [] }] },
    ],
    ['the connection is not always kept', { closed: true }, { closed: false }, { closed: true }],
    ['the field `b` is not always there', fields('a', 'b'), fields('a'), fields('b', 'a')],
    ['the field `b` is not always there', fields('a'), fields('b', 'a'), fields('a')],
    ['the field `a` is not always there', fields('a', 'a'), fields('a'), fields('a', 'a')],
    ['the order of the fields varies', fields('b', 'a'), fields('a', 'b'), fields('b', 'a')],
  ])('%s', (learnt, hidden, missing, other) => {
    const quiet = left(hidden, missing, other)
    expect(same(quiet)).toBe(true)
    expect(quiet.learnt).toEqual([learnt])
    // and not if only the hidden answer has it
    expect(same(left(hidden, missing, missing))).toBe(false)
    expect(left(hidden, missing, missing).learnt).toEqual([])
  })
  test('of trailers as of headers', () => {
    const trailer = (value: string): Part => ({ trailers: [['x', value]] })
    expect(same(left(trailer('1'), trailer('2'), trailer('3')))).toBe(true)
    expect(same(left(trailer('1'), trailer('2'), trailer('2')))).toBe(false)
  })
  test('and each of several values by its place', () => {
    const two = (x: string, y: string): Part => ({
      headers: [
        ['x', x],
        ['x', y],
      ],
    })
    const quiet = left(two('a', '7'), two('b', '8'), two('b', '9'))
    expect(quiet.learnt).toEqual(['the value of `x` varies'])
    expect(quiet.hidden.headers).toEqual([
      ['x', 'a'],
      ['x', '…'],
    ])
    expect(quiet.missing.headers).toEqual([
      ['x', 'b'],
      ['x', '…'],
    ])
  })
  test('and the words of several values only where there are as many', () => {
    const two: Part = {
      headers: [
        ['x', 'id 3'],
        ['x', 'id 4'],
      ],
    }
    expect(same(left(field('id 1'), field('id 2'), two))).toBe(false)
    expect(same(left(field('id 1'), field('id 2'), two, field('id 5')))).toBe(true)
  })
  test('and the order without what is not always there', () => {
    expect(same(left(fields('b', 'a', 'c'), fields('a', 'b'), fields('b', 'c', 'a')))).toBe(true)
    const quiet = left(fields('b', 'a'), fields('a', 'b'), fields('b', 'a'))
    expect(quiet.hidden.headers).toEqual([
      ['a', '1'],
      ['b', '1'],
    ])
  })
  test('and one of several samples is enough', () => {
    expect(same(left({ status: 410 }, {}, {}, { status: 410 }))).toBe(true)
    expect(same(left(fields('a'), fields(), fields(), fields('a')))).toBe(true)
  })
  test('and no word that is the same on both sides is said to vary', () => {
    const quiet = left(field('id 1'), field('id 1'), field('id 2'))
    expect(quiet.learnt).toEqual([])
    expect(quiet.hidden.headers).toEqual([['x', 'id 1']])
  })
  test('and nothing where nothing differs', () => {
    expect(left(fields('a'), fields('a'), fields('b')).learnt).toEqual([])
  })
})
