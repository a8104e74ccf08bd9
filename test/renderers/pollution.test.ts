/**
 * What somebody assigned to the prototype of all objects is no word of a renderer.
 */
import { render, type Rendered } from 'glomar'
import { envelope, html, toLogin, withStatus } from 'glomar/renderers'
import { describe, expect, test } from 'vitest'
import { polluted } from '../pollution.js'
import { catalogue, type Sent } from './catalogue.js'
import { refusals } from './refusals.js'

const request: Sent = { url: '/documents/7', headers: { accept: '*/*' }, body: { id: 7 } }

const all = (renderers: typeof catalogue): ReadonlyArray<Rendered> =>
  Object.values(renderers).flatMap((renderer) =>
    Object.values(refusals).map((refusal) => render(refusal, renderer, request)),
  )

const members = {
  status: 200,
  headers: { 'x-evil': '1' },
  body: 'evil',
  vary: 'X-Evil',
  detail: 'evil',
  'not-found': 410,
  code: 'evil',
  message: 'evil',
  error: 'evil',
  details: 'evil',
  texts: {},
  codes: {},
  on: ['does-not-exist'],
  returnTo: 'evil',
  otherwise: () => ({ body: 'evil' }),
}

describe.each(Object.entries(members))('whatever `%s` is said to be', (name, value) => {
  test('renderers that were made before say the same', () => {
    const before = all(catalogue)
    expect(polluted(name, value, () => all(catalogue))).toEqual(before)
  })

  test('renderers that are made afterwards say the same', () => {
    const make = (): typeof catalogue => ({
      'an envelope': envelope({ members: {} }),
      'one without options': envelope(),
      'a login': toLogin({ page: '/login' }),
      'a status': withStatus(envelope(), { forbidden: 404 }),
      'a page': html({}),
    })
    const before = all(make())
    expect(polluted(name, value, () => all(make()))).toEqual(before)
  })
})
