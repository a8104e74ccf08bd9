/**
 * What twelve systems document, and what this library gives: cell by cell.
 */
import { render, unavailable } from 'glomar'
import { describe, expect, test } from 'vitest'
import { gradeOf } from './System.js'
import { cellsOf, countsOf, systems, wordsCount } from './systems.js'

const cases = systems.flatMap((system) =>
  cellsOf(system).map((found, i) => ({ name: `${system.name}, cell ${String(i + 1)}`, ...found })),
)

test.each(cases)('$name is given as it is documented, or the page says why not', (found) => {
  const { cell, answer, grade } = found
  if (cell.cannot === undefined)
    expect({ ...cell, answer, grade }).toMatchObject({ grade: 'exactly' })
  else expect(grade).not.toBe('exactly')
})

test('the cells are counted', () => {
  expect(systems.length).toBe(12)
  expect(countsOf(systems)).toEqual({ exactly: 156, 'by status only': 0, 'not at all': 5 })
  // the renderers of the systems give these
  expect(wordsCount(systems)).toBe(112)
})

test.each(systems)('the renderer of $name has words for a 503, which stays one', ({ renderer }) => {
  const request = { method: 'GET', path: '/documents/emmas-document' }
  expect(render(unavailable, renderer, request)).toMatchObject({ status: 503, faults: [] })
})

describe('a grade', () => {
  const answer = {
    status: 401,
    headers: { 'www-authenticate': 'Bearer realm="a", scope="b,c"', 'x-a': '1' },
    body: '{"errors":[{"code":"A","detail":1}]}',
  }

  test('is exact where everything that is documented is given', () => {
    const headers = { 'www-authenticate': 'Bearer scope="b,c",realm="a"' }
    const documented = { status: 401, headers, body: { errors: [{ code: 'A' }] } }
    expect(gradeOf(documented, answer)).toBe('exactly')
    expect(gradeOf({ status: 401 }, answer)).toBe('exactly')
    expect(gradeOf({ status: 401, body: '"A"' }, answer)).toBe('exactly')
  })

  test.each([
    { headers: { 'x-a': '2' } },
    { headers: { 'x-b': '1' } },
    { headers: { 'www-authenticate': 'Bearer realm="a"' } },
    { headers: { 'www-authenticate': 'DPoP realm="a", scope="b,c"' } },
    { body: { errors: [{ code: 'B' }] } },
    { body: { errors: [{ code: 'A' }, { code: 'A' }] } },
    { body: 'B' },
  ])('is by status only where another thing differs: %j', (documented) => {
    expect(gradeOf({ status: 401, ...documented }, answer)).toBe('by status only')
  })

  test('is none where the status differs', () => {
    expect(gradeOf({ ...answer, status: 403 }, answer)).toBe('not at all')
  })
})
