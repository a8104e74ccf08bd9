/**
 * Where a second missing thing is looked for, and whether what is missing is as at first.
 */
import { leaks, type Observation, type Recorded } from 'glomar/testkit'
import { describe, expect, test } from 'vitest'
import { placesOf } from '../../src/testkit/Arrangement.js'
import type { Heard } from '../../src/testkit/ask.js'
import { driftOf } from '../../src/testkit/drift.js'

const spareOf = (hidden: string, missing: string): string =>
  placesOf({ hidden, missing, send: () => ({ status: 404, headers: {} }) }).spare.path

describe('without a spare path, the missing one is changed near its end', () => {
  test.each([
    ['/d/emmas-document', '/d/nicks-document', '/d/nicks-documeot'],
    ['/d/emmas-documentzx', '/d/nicks-documentzx', '/d/nicks-documentgx'],
    ['/d/emmas-document0x', '/d/nicks-document0x', '/d/nicks-document1x'],
    ['/d/emmas-document9x', '/d/nicks-document9x', '/d/nicks-document0x'],
    ['/d/emmas-documentax', '/d/nicks-documentax', '/d/nicks-documentbx'],
    ['/d/emmas-documentfx', '/d/nicks-documentfx', '/d/nicks-documentax'],
    ['/d/EMMAS-DOCUMENTFX', '/d/NICKS-DOCUMENTFX', '/d/NICKS-DOCUMENTAX'],
    ['/d/EMMAS-DOCUMENTGX', '/d/NICKS-DOCUMENTGX', '/d/NICKS-DOCUMENTHX'],
    ['/d/EMMAS-DOCUMENTZX', '/d/NICKS-DOCUMENTZX', '/d/NICKS-DOCUMENTGX'],
    ['/d/emmas-document-', '/d/nicks-document-', '/d/nicks-documeot-'],
    ['/d/emmas-document-7', '/d/nicks-document-7', '/d/nicks-documenu-7'],
    ['/d/emmas123', '/d/nicks123', '/d/nicks133'],
    ['/d/12345678a', '/d/87654321a', '/d/87654322a'],
  ])('%s and %s', (hidden, missing, spare) => {
    expect(spareOf(hidden, missing)).toBe(spare)
  })
  test.each([
    ['a number, as the next one may well be taken', '/d/12345678', '/d/87654321'],
    ['a short id', '/d/emmas-7', '/d/nicks-7'],
    ['one path in two worlds', '/d/emmas-document', '/d/emmas-document'],
    ['ids that are next to each other', '/d/emmas-documeot', '/d/emmas-document'],
    ['an escape', '/d/emmas-document%C3%B6', '/d/nicks-document%C3%B6'],
  ])('but not %s', (_, hidden, missing) => {
    expect(spareOf(hidden, missing)).toBe(missing)
  })
})

test('a spare path that was made up, and is answered in another way, is left aside', async () => {
  const asked = new Set<string>()
  const found = await leaks({
    hidden: '/d/emmas-document',
    missing: '/d/nicks-document',
    send: ({ method, path }) => {
      asked.add(path)
      // a checksum, say
      if (path === '/d/nicks-documenu') return { status: 400, headers: {} }
      const odd = method === 'HEAD' && path === '/d/emmas-document'
      return { status: odd ? 400 : 404, headers: {} }
    },
  })
  expect(asked).toContain('/d/nicks-documeot')
  expect(found.map(({ request }) => request)).toEqual(['HEAD'])
})

test('the world of a spare thing is the one in which nothing is', () => {
  const { hidden, missing, spare } = placesOf({
    hidden: '/d/a1',
    missing: '/d/b2',
    spare: '/d/c3',
    send: () => ({ status: 404, headers: {} }),
  })
  expect([hidden, missing, spare]).toEqual([
    { world: 'hidden', path: '/d/a1', ids: ['a1'] },
    { world: 'missing', path: '/d/b2', ids: ['b2'] },
    { world: 'missing', path: '/d/c3', ids: ['c3'] },
  ])
})

describe('what is missing has changed', () => {
  const heard = (rest: Partial<Observation>): Heard => ({
    probe: { method: 'GET', path: '/d/b2', headers: {} },
    place: { world: 'missing', path: '/d/b2', ids: ['b2'] },
    raw: { status: 404, reason: '', headers: [], trailers: [], body: '', ...rest },
  })
  const field = (value: string): Partial<Observation> => ({
    headers: [['x', value]],
    trailers: [['x', value]],
    body: value,
  })
  test.each<[string, Partial<Observation>, Partial<Observation>, string]>([
    ['in its status', { status: 404 }, { status: 200 }, 'status 404 against 200'],
    [
      'in a field that is gone',
      field('a'),
      { ...field('a'), headers: [] },
      'header `x` only at first',
    ],
    [
      'in a field that is new',
      { body: 'a' },
      { ...field('a'), trailers: [] },
      'header `x` only at last',
    ],
    [
      'in a word',
      field('not there'),
      field('not here'),
      'header `x`: "not there" against "not here"',
    ],
  ])('%s', (_, first, now, says) => {
    expect(driftOf([heard(first)], heard(now), [])).toBe(says)
  })
  test.each<[string, Partial<Observation>, Partial<Observation>]>([
    ['a time', field('at 10:00:07'), field('at 11:20:17')],
    ['an id', field('id 7f3a'), field('id b20c1')],
    ['a date', { headers: [['date', 'now']] }, { headers: [['Date', 'later']] }],
    ['nothing', field('a'), field('a')],
  ])('but not by %s', (_, first, now) => {
    expect(driftOf([heard(first)], heard(now), [])).toBe(undefined)
  })
  test('but not by a word that varied at first', () => {
    const said = (word: string) => heard(field(`see ${word}`))
    expect(driftOf([said('lion'), said('bear')], said('wolf'), [])).toBe(undefined)
    expect(driftOf([said('lion'), said('lion')], said('wolf'), [])).toContain('header `x`')
    expect(driftOf([said('lion')], said('wolf'), [/lion|wolf/])).toBe(undefined)
  })
})

test('a survey is beside the list, and no part of it', async () => {
  const answer: Recorded = { status: 404, headers: {} }
  const found = await leaks({ hidden: '/d/a', missing: '/d/b', send: () => answer })
  expect(found).toEqual([])
  expect(Object.keys(found)).toEqual([])
  expect(found.survey).toEqual({
    planned: found.survey.planned,
    asked: found.survey.planned,
    dead: [],
    learnt: [],
    changed: [],
  })
  expect(found.survey.planned).toBeGreaterThan(400)
  const twice = await leaks({
    hidden: '/d/a',
    missing: '/d/b',
    send: () => answer,
    sendAs: { nobody: () => answer },
  })
  expect(twice.survey.planned).toBe(2 * found.survey.planned)
  expect(twice.survey.asked).toBe(2 * found.survey.planned)
})

test('an arrangement with an unknown member is an error that names all members', async () => {
  const arrangement = {
    ...{ hidden: '/d/a1', missing: '/d/b2', send: () => ({ status: 404, headers: {} }) },
    spair: '/d/c3',
  }
  await expect(leaks(arrangement)).rejects.toThrow(
    new TypeError(
      'leaks: an arrangement has no `spair`; expected one of hidden, missing, spare, send, ' +
        'sendAsEntitled, sendAs, questions, only, volatile, refusedWith, create, remove, exists',
    ),
  )
})
