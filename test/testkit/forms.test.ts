/**
 * The forms in which an answer may repeat a name.
 */
import { describe, expect, test } from 'vitest'
import { bytesOf } from '../../src/observe/Observation.js'
import { decoded, formsOf } from '../../src/testkit/forms.js'

describe('a name is known again', () => {
  test.each([
    ['as it is', 'a/b c', 'a/b c'],
    ['encoded for a path', 'a/b c', 'a%2Fb%20c'],
    ['encoded twice', 'a/b', 'a%252Fb'],
    ['encoded as an address', 'a/b c', 'a/b%20c'],
    ['decoded, where it came encoded', 'a%2Fb', 'a/b'],
    ['in JSON', 'a"b', String.raw`a\"b`],
    ['in HTML', `&<>"'/`, '&#38;&#60;&#62;&#34;&#39;&#47;'],
    ['in escapes of Unicode', 'é~!', String.raw`\u00e9~!`],
    ['in hexadecimal digits', '\tj', '096a'],
    ['in base64, without the signs at its end', 'emma', 'ZW1tYQ'],
    ['in base64 of addresses', '??>>~~', 'Pz8-Pn5-'],
    ['in base64 with its own signs', '??>???', 'Pz8+Pz8/'],
    ['composed', 'e\u0301', '\u00e9'],
    ['decomposed', '\u00e9', 'e\u0301'],
    ['in the bytes of UTF-8', 'é', 'Ã©'],
  ])('%s', (_, name, form) => {
    const forms = formsOf(name)
    // what is no byte stands in an answer by its bytes
    expect(forms.includes(form) || forms.includes(bytesOf(form))).toBe(true)
  })
})

test('a name of letters and digits has few forms, and none of them twice', () => {
  expect(formsOf('emma')).toEqual(['emma', '656d6d61', 'ZW1tYQ'])
})

test('forms are the same when they are asked for again, by whatever name before', () => {
  const first = formsOf('emmas-document')
  for (let i = 0; i < 1_200; i++) formsOf(`document ${String(i)}`)
  expect(formsOf('emmas-document')).toEqual(first)
  expect(formsOf('emmas-document')).not.toEqual(formsOf('ninas-document'))
})

test('a text that cannot be decoded is left as it is', () => {
  expect([decoded('%41'), decoded('%'), decoded('%zz')]).toEqual(['A', '%', '%zz'])
})
