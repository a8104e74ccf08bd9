/**
 * The configuration of a sweep: every mistake is told, all of them at once.
 */
import { describe, expect, test } from 'vitest'
import { readConfig } from '../../../src/cli/sweep/readConfig.js'
import { showPath } from '../../../src/lib/show.js'

const env = { EMMA_TOKEN: 'secret-of-emma', TARA_TOKEN: 'secret-of-tara' }

const document = {
  entitled: ['emma'],
  in: ['/documents/{id}', 'document_id', '/moves target'],
  hidden: 'emmas-document',
  missing: 'nicks-document',
  spare: 'ninas-document',
}

const config = {
  version: 1,
  server: 'https://api.example/v1',
  api: 'openapi.json',
  identities: {
    emma: { headers: { authorization: 'Bearer ${EMMA_TOKEN}' } },
    tara: { headers: { authorization: 'Bearer ${TARA_TOKEN}' } },
  },
  types: { document },
}

const told = (u: unknown): ReadonlyArray<string> =>
  (readConfig(u, env).issues ?? []).map(
    ({ path, message }) => `${showPath(path.map(String))}: ${message}`,
  )

const withType = (more: object) => ({ ...config, types: { document: { ...document, ...more } } })

test('a configuration is read as it is written', () => {
  expect(readConfig(config, env)).toEqual({ value: config })
})

test('all mistakes of shape are told at once, each with its path and the nearest name', () => {
  expect(
    told({
      ...config,
      version: 2,
      server: 'api.example',
      method: 'safe',
      identities: { ...config.identities, nobody: {} },
      types: { document: { ...document, hiden: 'x', in: ['documents/{id}'] } },
    }),
  ).toEqual([
    'version: expected 1, got 2',
    'server: expected an address such as https://api.example, got "api.example"',
    'identities.nobody: expected a name other than nobody, got "nobody"',
    'types.document.in[0]: expected a place such as /documents/{id}, document_id or "/moves target", got "documents/{id}"',
    'types.document.hiden: no such member; did you mean hidden?',
    'method: no such member; did you mean methods?',
  ])
})

describe('what fits alone and not together', () => {
  test.each([
    [
      'ids of other lengths',
      withType({ missing: 'none' }),
      'types.document.missing: expected an id as long as `hidden` (14), got 4 characters; choose one of that length',
    ],
    [
      'one id twice',
      withType({ spare: 'nicks-document' }),
      'types.document.spare: expected another id than that of `missing`; choose one that is free',
    ],
    [
      'an unknown identity',
      withType({ entitled: ['ema'] }),
      'types.document.entitled[0]: expected an identity, got "ema"; did you mean emma?',
    ],
    ['no hidden thing', withType({ hidden: undefined }), undefined],
    ['neither document nor routes', { ...config, api: undefined }, undefined],
    [
      'two sources',
      { ...config, routes: ['GET /documents/{id}'] },
      'api: expected either `api` or `routes`',
    ],
    [
      'one identity',
      { ...config, identities: { emma: {} } },
      'identities: expected two identities or more, got 1',
    ],
    [
      'a place of two types',
      { ...config, types: { document, note: { ...document, in: ['/documents/{note}'] } } },
      'types.note.in[0]: expected a place of this type alone, got one of `document`',
    ],
    [
      'a variable that is not set',
      { ...config, identities: { ...config.identities, nick: { headers: { cookie: '${NICK}' } } } },
      'identities.nick.headers.cookie: expected the variable NICK in the environment, got none; set it',
    ],
  ])('%s', (_, u, message) => {
    if (message === undefined) expect(told(u).length).toBeGreaterThan(0)
    else expect(told(u)).toEqual([message])
  })
})

test('a value of the environment is in no message', () => {
  const wrong = { ...config, identities: { emma: { headers: 1 } } }
  expect(JSON.stringify(told(wrong))).not.toContain('secret-of')
})
