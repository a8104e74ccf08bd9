/**
 * The link of a blind ask.
 */
import { expect, test } from 'vitest'
import { blindAsk } from '../../src/wire/link.js'

test.each([
  ['/ask?for={target}', '/calls/7', '/ask?for=%2Fcalls%2F7'],
  ['/ask?for={target}', "a-z_0.9~!'()*", '/ask?for=a-z_0.9~%21%27%28%29%2A'],
  ['/ask?for={target}', 'é 😀&=#?%41+', '/ask?for=%C3%A9%20%F0%9F%98%80%26%3D%23%3F%2541%2B'],
  ['/ask?for={target}', '\uD800x\uDC00', '/ask?for=%EF%BF%BDx%EF%BF%BD'],
  ['/{target}?again={target}', 'a', '/a?again=a'],
  ['/ask?for={target}', '$&{target}', '/ask?for=%24%26%7Btarget%7D'],
  ['/ask', '/calls/7', '/ask'],
])('%s for %j', (template, target, link) => {
  expect(blindAsk(template, target)).toBe(link)
})

test('a target that is longer than what servers accept gets none', () => {
  expect(blindAsk('{target}', 'a'.repeat(8_000))).toHaveLength(8_000)
  expect(blindAsk('{target}', 'a'.repeat(8_001))).toBeUndefined()
})
