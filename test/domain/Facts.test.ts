import { Facts, Permission } from 'glomar'
import { expect, test, vi } from 'vitest'

test('about a row that is there, the rule is asked', () => {
  expect(Facts.of({ owner: 'emma' }, (row) => (row.owner === 'emma' ? Permission.granted : Permission.denied))).toEqual([
    'present',
    Permission.granted,
  ])
})

test.each([null, undefined])('about %s it is not, and the permission is the one given for what is absent, denied if none is', (row) => {
  const rule = vi.fn(() => Permission.granted)
  expect(Facts.of(row, rule)).toEqual(['absent', Permission.denied])
  expect(Facts.of(row, rule, Permission.granted)).toEqual(['absent', Permission.granted])
  expect(rule).not.toHaveBeenCalled()
})

test.each([0, '', false, []])('%j is a row', (row) => {
  expect(Facts.of<unknown>(row, () => Permission.denied)[0]).toBe('present')
})

test('a promise is refused, because it would always be present', () => {
  expect(() => Facts.of<unknown>(Promise.resolve(null), () => Permission.granted)).toThrow(
    new TypeError('Facts.of: expected a row, null or undefined, got a promise (await it first)'),
  )
})

test('what the rule throws is thrown: it is an outage, not a denial', () => {
  const down = new Error('the permission service is down')
  expect(() =>
    Facts.of({}, () => {
      throw down
    }),
  ).toThrow(down)
})
