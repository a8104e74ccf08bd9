/**
 * What two decision matrices disagree about.
 */
import { matrixDiff } from 'glomar/testkit'
import { expect, test } from 'vitest'

const table = (rows: Readonly<Record<string, string>>): string =>
  ['|  | emma | tara |', '| --- | --- | --- |']
    .concat(Object.entries(rows).map(([name, cells]) => `| ${name} | ${cells} |`))
    .join('\n')

const usual = table({ 'GET a': 'ok / 404 | 404 / 404', 'GET b': 'ok / 404 | 404 / 404' })

test('what differs is shown line by line, in columns below the header', () => {
  const changed = table({ 'GET a': 'ok / 404 | 403 / 404!', 'GET b': 'ok / 404 | 404 / 404' })
  expect(matrixDiff(usual, changed).split('\n')).toEqual([
    '  |       | emma     | tara       |',
    '- | GET a | ok / 404 | 404 / 404  |',
    '+ | GET a | ok / 404 | 403 / 404! |',
  ])
})

test('a line that only one has is one, and moves no other', () => {
  const less = table({ 'GET b': 'ok / 404 | 404 / 404' })
  expect(matrixDiff(usual, less).split('\n')).toEqual([
    '  |       | emma     | tara      |',
    '- | GET a | ok / 404 | 404 / 404 |',
  ])
  expect(matrixDiff(less, usual).split('\n')).toEqual([
    '  |       | emma     | tara      |',
    '+ | GET a | ok / 404 | 404 / 404 |',
  ])
})

test('each line that came stands below the one that was expected, and the rest comes last', () => {
  const x = table({ 'GET a': '1 | 1', 'GET b': '1 | 1' })
  const y = table({ 'GET c': '2 | 2', 'GET b': '2 | 2', 'GET a': '2 | 2' })
  const marks = matrixDiff(x, y)
    .split('\n')
    .slice(1)
    .map((line) => line.slice(0, 9))
  expect(marks).toEqual(['- | GET a', '+ | GET a', '- | GET b', '+ | GET b', '+ | GET c'])
})

test('tables that agree have no difference, whatever their white space, form and order', () => {
  const plain = `
           emma      tara

    GET b  ok / 404  404 / 404
    GET a   ok / 404   404 / 404
  `
  expect(matrixDiff(plain, usual)).toBe('')
  expect(matrixDiff('emma tara\nGET b ok / 404 404 / 404\nGET a ok / 404 404 / 404', usual)).toBe(
    '',
  )
  expect(matrixDiff(usual, usual)).toBe('')
  const marked = usual.replaceAll('| --- |', '|:---:|')
  expect(matrixDiff(marked, usual)).toBe('')
})

test('white space within a cell does not count, and the lack of it does', () => {
  expect(matrixDiff('|  | emma |\n|GET   a|404 / 404', '|  | emma |\n| GET a | 404 / 404 |')).toBe(
    '',
  )
  expect(matrixDiff('emma\nGETa  404', 'emma\nGET a  404')).not.toBe('')
})

test('a line in which one space sets all apart is one cell, in as many columns', () => {
  const expected = 'emma tara\nGET a ok / 404 403 / 404\nGET b ok / 404 404 / 404'
  expect(matrixDiff(expected, usual).split('\n')).toEqual([
    '  |                          | emma     | tara      |',
    '- | GET a ok / 404 403 / 404 |          |           |',
    '+ | GET a                    | ok / 404 | 404 / 404 |',
  ])
})

test('a header that differs is shown twice', () => {
  const swapped = usual.replace('| emma | tara |', '| tara | emma |')
  const shown = ['- |     | tara | emma |', '+ |     | emma | tara |']
  expect(matrixDiff(swapped, usual).split('\n')).toEqual(shown)
  expect(matrixDiff('tara  emma', '|  | emma | tara |').split('\n')).toEqual(shown)
})

test('a table of no lines differs by the header of the other', () => {
  expect(matrixDiff('', '|  | emma |')).toBe('+ |     | emma |')
  expect(matrixDiff('|  | emma |', '')).toBe('- |     | emma |')
  expect(matrixDiff('', '')).toBe('')
})

test('a pipe in a name is a part of the name', () => {
  const piped = '|  | a\\|b |\n| GET | 404 |'
  expect(matrixDiff('a|b\nGET  404', piped)).toBe('')
  expect(matrixDiff('a|b\nGET  403', piped).split('\n')).toEqual([
    '  |     | a\\|b |',
    '- | GET | 403  |',
    '+ | GET | 404  |',
  ])
})

test('a line of hyphens alone is a rule, and a name with hyphens is none', () => {
  expect(matrixDiff('a\n---  ---\nb-c  1', 'a\nb-c  1')).toBe('')
  expect(matrixDiff('a\n|- c|1|', 'a').split('\n').at(-1)).toBe('- | - c | 1   |')
})
