/**
 * What a word in a text is.
 */
import { describe, expect, test } from 'vitest'
import { alone, anyWord } from '../../src/testkit/words.js'

const wordsIn = (text: string): ReadonlyArray<string> => text.match(new RegExp(anyWord, 'g')) ?? []

describe('one word is', () => {
  test.each([
    ['a UUID', '01234567-0123-4123-8123-0123456789ab'],
    ['letters and digits', 'abc123'],
    ['letters that are not ASCII, as bytes', 'b\u00c3\u00b6rse'],
    ['base64 with digits and letters in both cases', 'aB3/def+ghi-jklm'],
  ])('%s', (_, text) => {
    expect(wordsIn(`no ${text}!`)).toEqual(['no', text])
  })
})

describe('several words are', () => {
  test.each([
    ['what has no digit', 'aBc/def+ghi-jklm', ['aBc', 'def', 'ghi', 'jklm']],
    ['what has no small letter', 'AB3/DEF+GHI-JKLM', ['AB3', 'DEF', 'GHI', 'JKLM']],
    ['what has no capital', 'ab3/def+ghi-jklm', ['ab3', 'def', 'ghi', 'jklm']],
    ['what is short', 'aB3/def+ghi', ['aB3', 'def', 'ghi']],
    ['groups that are no UUID', '1234-2024', ['1234', '2024']],
  ])('%s', (_, text, words) => {
    expect(wordsIn(text)).toEqual(words)
  })
})

test('what is alone is no part of longer letters and digits', () => {
  const found = 'seven, 7 17 71 7a \u00e97 (7)'.replaceAll(new RegExp(alone('7|8'), 'g'), '_')
  expect(found).toBe('seven, _ 17 71 7a \u00e97 (_)')
})
