/**
 * The schema, which editors read, and the command agree on which configurations have a fitting shape.
 */
import { readFileSync } from 'node:fs'
import { Ajv } from 'ajv'
import { expect, test } from 'vitest'
import { readConfig } from '../../../src/cli/sweep/readConfig.js'
import { configOf, env } from './service.js'

const file = new URL('../../../src/cli/sweep/sweep.schema.json', import.meta.url)
const schema = JSON.parse(readFileSync(file, 'utf8')) as {
  readonly properties: Readonly<Record<string, unknown>>
  readonly definitions: Readonly<Record<string, { readonly properties?: object }>>
}
const fits = new Ajv({ allErrors: true, allowUnionTypes: true }).compile(schema)

const config = configOf('https://api.example/v1')
const [name = '', type] = Object.entries(config.types)[0] ?? []
const withType = (more: object) => ({ ...config, types: { [name]: { ...type, ...more } } })
const step = { method: 'POST', path: '/login', body: { a: 1 }, take: { token: 'body.token' } }

const create = { ...step, take: { id: 'body.id' } }
const remove = { method: 'DELETE', path: '/documents/${id}' }

test.each<readonly [string, unknown, boolean]>([
  ['as it is', config, true],
  ['with a login', { ...config, identities: { emma: { login: [step] }, tara: {} } }, true],
  ['with routes', { ...config, api: undefined, routes: ['GET /a'] }, true],
  ['with a limit', { ...config, limits: { perSecond: 0.5, atOnce: 2 } }, true],
  ['with too many at once', { ...config, limits: { atOnce: 17 } }, false],
  [
    'with an acceptance',
    { ...config, accept: [{ fingerprint: '0123456789abcdef', reason: 'b', until: '2030-01-01' }] },
    true,
  ],
  [
    'with a day of no form',
    { ...config, accept: [{ fingerprint: '0123456789abcdef', reason: 'b', until: 'soon' }] },
    false,
  ],
  ['without a reason', { ...config, accept: [{ fingerprint: '0123456789abcdef' }] }, false],
  [
    'with a fingerprint of no form',
    { ...config, accept: [{ fingerprint: 'GET /a', reason: 'b' }] },
    false,
  ],
  ['with other methods', { ...config, methods: 'some' }, false],
  ['with an address of no host', { ...config, server: 'api.example' }, false],
  [
    'with an identity called nobody',
    { ...config, identities: { nobody: {}, emma: {}, tara: {} } },
    false,
  ],
  ['with one identity', { ...config, identities: { emma: {} } }, false],
  ['with a member that nobody knows', { ...config, hosts: [] }, false],
  ['with a type without a missing id', withType({ missing: undefined }), false],
  [
    'with a type whose things are all made',
    withType({ hidden: undefined, missing: undefined, spare: undefined, create, remove }),
    true,
  ],
  [
    'with a spare id alone',
    withType({ hidden: undefined, missing: undefined, create, remove }),
    false,
  ],
  ['with a type of an empty id', withType({ hidden: '' }), false],
  ['with nobody entitled', withType({ entitled: [] }), false],
  ['with a step without a path', withType({ create: { method: 'POST' } }), false],
  ['with a coverage above all', { ...config, coverage: 1.5 }, false],
  ['with both sources', { ...config, routes: ['GET /a'] }, false],
])('a configuration %s', (_, u, isFitting) => {
  // a member that is undefined is not in a file
  const value: unknown = JSON.parse(JSON.stringify(u))
  const read = readConfig(value, env)
  expect([fits(value), read.issues === undefined]).toEqual([isFitting, isFitting])
})

test('each member has a description', () => {
  const described = Object.entries(schema.properties).filter(([name]) => name !== 'limits')
  expect(described.filter(([, each]) => !('description' in Object(each)))).toEqual([])
})
