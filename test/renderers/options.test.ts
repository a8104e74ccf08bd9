/**
 * What a renderer is made of is checked once, when the service starts: one readable error.
 */
import {
  byAccept,
  byLanguage,
  envelope,
  graphQl,
  html,
  jsonApi,
  jsonRpc,
  plain,
  problem,
  texts,
  toLogin,
  withStatus,
} from 'glomar/renderers'
import { describe, expect, test } from 'vitest'
import { hostile } from '../hostile.js'
import { types } from './catalogue.js'

/** What no compiler lets through. */
const any = (u: unknown): never => u as never

const { unavailable: _, ...withoutOne } = texts

const numbers = Object.fromEntries(Object.keys(texts).map((code) => [code, -32000]))

describe('the error', () => {
  test.each<[string, () => unknown, string]>([
    [
      'a text that is missing',
      () => envelope({ texts: any(withoutOne) }),
      'envelope: texts.unavailable: expected a text that is not empty, got undefined',
    ],
    [
      'a code that is misspelt',
      () => problem({ texts: any({ ...texts, 'not-fund': 'x' }) }),
      'problem: texts.not-fund: no such code; did you mean not-found?',
    ],
    [
      'a text that is empty',
      () => jsonApi({ texts: { ...texts, forbidden: '' } }),
      'jsonApi: texts.forbidden: expected a text that is not empty, got ""',
    ],
    [
      'texts that are none',
      () => graphQl({ texts: any('Nein') }),
      'graphQl: texts: expected a plain object, got "Nein"',
    ],
    [
      'an option that is unknown',
      () => plain(any({ text: texts })),
      'plain: text: no such option; did you mean texts?',
    ],
    [
      'options that are none',
      () => html(any('de')),
      'html: (the value itself): expected a plain object, got "de"',
    ],
    [
      'a code of JSON-RPC that is a text',
      () => jsonRpc({ codes: any({ ...numbers, forbidden: '-32001' }) }),
      'jsonRpc: codes.forbidden: expected an integer, got "-32001"',
    ],
    [
      'a code of JSON:API that is a number',
      () => jsonApi({ codes: any({ ...texts, forbidden: 403 }) }),
      'jsonApi: codes.forbidden: expected a text that is not empty, got 403',
    ],
    [
      'a code that is neither',
      () => envelope({ codes: any({ ...texts, forbidden: 4.5 }) }),
      'envelope: codes.forbidden: expected a text that is not empty, or an integer, got 4.5',
    ],
    [
      'a member of an envelope that is unknown',
      () => envelope({ members: any({ mesage: 'text' }) }),
      'envelope: members.mesage: no such member; did you mean message?',
    ],
    [
      'a name that is taken',
      () => envelope({ members: { code: 'text', details: 'text' } }),
      'envelope: members.details: expected a name that is not taken, got "text"',
    ],
    [
      'a name that is the default of another',
      () => envelope({ members: { code: 'message' } }),
      'envelope: members.message: expected a name that is not taken, got "message"',
    ],
    [
      'a name that is empty',
      () => envelope({ members: { error: '' } }),
      'envelope: members.error: expected a text that is not empty, got ""',
    ],
    [
      'a type that is no URI reference',
      () => problem({ types: { ...types, 'not-found': '/b c' } }),
      'problem: types.not-found: expected a URI reference, got "/b c"',
    ],
    [
      'a label that is missing',
      () => html({ labels: any({}) }),
      'html: labels.scope: expected a text that is not empty, got undefined',
    ],
    [
      'a layout that is no function',
      () => html({ layout: any('<p>') }),
      'html: layout: expected a function, got "<p>"',
    ],
    [
      'a language that is none',
      () => html({ lang: '' }),
      'html: lang: expected a text that is not empty, got ""',
    ],
    [
      'a login page that runs code',
      () => toLogin({ page: 'javascript:alert(1)' }),
      'toLogin: page: expected a link without a fragment, got "javascript:alert(1)"',
    ],
    [
      'a login page with a fragment',
      () => toLogin({ page: '/login#form' }),
      'toLogin: page: expected a link without a fragment, got "/login#form"',
    ],
    [
      'no login page',
      () => toLogin(any({})),
      'toLogin: page: expected a link without a fragment, got undefined',
    ],
    [
      'a parameter without a name',
      () => toLogin({ page: '/login', returnTo: '' }),
      'toLogin: returnTo: expected a text that is not empty, got ""',
    ],
    [
      'a refusal that does not lead to a login page',
      () => toLogin({ page: '/login', on: any(['permission-denied']) }),
      'toLogin: on[0]: expected authentication-required | invalid-credentials | ',
    ],
    [
      'one that is misspelt',
      () => toLogin({ page: '/login', on: any(['not-fund']) }),
      'got "not-fund"; did you mean not-found?',
    ],
    [
      'a text where a list is expected',
      () => toLogin({ page: '/login', on: any('not-found') }),
      'toLogin: on: expected a list, got "not-found"',
    ],
    [
      'other words that are no renderer',
      () => toLogin({ page: '/login', otherwise: any('text') }),
      'toLogin: otherwise: expected a renderer, got "text"',
    ],
    [
      'a status that has no body',
      () => withStatus(envelope(), { 'not-found': 204 }),
      'withStatus: statuses.not-found: expected a status that may be sent, got 204',
    ],
    [
      'a 401 for a refusal that is none',
      () => withStatus(envelope(), { 'not-found': 401 }),
      'withStatus: statuses.not-found: expected a status that may be sent, got 401',
    ],
    [
      'a 401 for all',
      () => withStatus(envelope(), 401),
      'withStatus: statuses: expected a status that may be sent, got 401',
    ],
    [
      'a status of a code that is unknown',
      () => withStatus(envelope(), any({ notFound: 409 })),
      'withStatus: statuses.notFound: no such code; did you mean not-found?',
    ],
    [
      'no statuses',
      () => withStatus(envelope(), any(undefined)),
      'withStatus: statuses: expected a plain object, got undefined',
    ],
    [
      'words that are no renderer',
      () => withStatus(any('text'), 200),
      'withStatus: renderer: expected a renderer, got "text"',
    ],
    [
      'a media type with parameters',
      () => byAccept({ 'text/html; charset=utf-8': html() }),
      'byAccept: ["text/html; charset=utf-8"]: expected a media type without parameters, got ',
    ],
    [
      'a media range',
      () => byAccept({ 'text/*': html() }),
      'byAccept: ["text/*"]: expected a media type without parameters, got "text/*"',
    ],
    [
      'a type in two spellings',
      () => byAccept({ 'text/html': html(), 'TEXT/HTML': html() }),
      'byAccept: ["TEXT/HTML"]: expected a name that is not taken, got "TEXT/HTML"',
    ],
    [
      'a language tag that is none',
      () => byLanguage({ en: plain(), de_CH: plain() }),
      'byLanguage: de_CH: expected a language tag, got "de_CH"',
    ],
    [
      'a renderer that was not made',
      () => byLanguage({ en: any(undefined) }),
      'byLanguage: en: expected a renderer, got undefined',
    ],
    [
      'no renderers',
      () => byAccept({}),
      'byAccept: (the value itself): expected an object with a renderer for each name, got an object',
    ],
  ])('about %s is readable', (_name, make, message) => {
    expect(make).toThrow(TypeError)
    expect(make).toThrow(message)
  })

  test('names all faults at once', () => {
    expect(() => html({ lang: '', texts: any({ ...texts, forbidden: 7 }) })).toThrow(
      'html: lang: expected a text that is not empty, got ""; ' +
        'texts.forbidden: expected a text that is not empty, got 7',
    )
  })
})

const constructors: Readonly<Record<string, (u: never) => unknown>> = {
  byAccept,
  byLanguage,
  envelope,
  graphQl,
  html,
  jsonApi,
  jsonRpc,
  plain,
  problem,
  toLogin,
  'withStatus of a renderer': (u) => withStatus(envelope(), u),
  'withStatus of statuses': (u) => withStatus(u, 200),
}

test.each(Object.entries(constructors))('%s throws nothing but a TypeError', (_name, make) => {
  const values = Object.values(hostile).flatMap((value) => [
    value(),
    ...['texts', 'members', 'layout', 'page', 'on', 'not-found'].map((name) => ({
      [name]: value(),
    })),
  ])
  for (const u of values) {
    try {
      make(any(u))
    } catch (error) {
      expect(error).toBeInstanceOf(TypeError)
    }
  }
})

test('options that are changed later change no renderer', () => {
  const mine = { ...texts }
  const statuses: { 'not-found': number } = { 'not-found': 409 }
  const renderer = withStatus(envelope({ texts: mine }), statuses)
  mine['not-found'] = 'changed'
  statuses['not-found'] = 410
  const refusal = { code: 'not-found', status: 404, headers: {}, body: {} }
  expect(renderer(any(refusal), undefined)).toMatchObject({ status: 409 })
  expect(renderer(any(refusal), undefined).body).not.toContain('changed')
})
