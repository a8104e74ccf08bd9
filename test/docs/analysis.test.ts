/**
 * The outputs in the page about the analysis, and its picture, are what the code says.
 */
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { Policy } from 'glomar'
import { asSvg, asText, diff, findings, whoSeesWhat } from 'glomar/analysis'
import { expect, test } from 'vitest'
import { root } from './code.js'

/** The policies of the page. */
const policy = Policy.of({
  invoice: { existence: 'authenticated', list: 'empty' },
  document: { existence: 'if-may-know' },
  'document:delete': {},
})
const stricter = Policy.of({ ...policy.types, invoice: { existence: 'if-may-know' } })

const page = readFileSync(join(root, 'docs/analysis.md'), 'utf8')
const outputs = [...page.matchAll(/^```text\n([\s\S]*?)^```/gm)].map(([, text = '']) => text)
const lines = (text: string): number => text.trimEnd().split('\n').length

test('the page shows what the analysis says', () => {
  const [table, headlines, changes, ...rest] = outputs
  expect(asText(whoSeesWhat(policy))).toContain(`${String(table)}\n`)
  expect(headlines).toBe(asText(findings(policy)))
  expect(changes).toBe(asText(diff(policy, stricter)))
  expect(rest).toEqual([])
})

test('the findings take five lines at the most, and two changed knobs ten', () => {
  const [, headlines = '', changes = ''] = outputs
  expect(lines(headlines)).toBeLessThanOrEqual(5)
  expect(lines(changes)).toBeLessThanOrEqual(10)
})

test('the picture shows the table of the page', () => {
  const file = join(root, 'docs/who-sees-what.svg')
  const svg = asSvg(whoSeesWhat(policy))
  if (process.env['UPDATE_DOCS']) writeFileSync(file, svg)
  expect(readFileSync(file, 'utf8')).toBe(svg)
})
