/**
 * Somebody has given all objects a member: nothing is read of it.
 */
import { Policy } from 'glomar'
import { expect, test } from 'vitest'
import { nonceOf, numberOf } from '../../../src/engine/classify/authn.js'
import { readPermission } from '../../../src/engine/classify/facts.js'
import { readRoute, readSent } from '../../../src/engine/classify/request.js'

const { service } = Policy.of({}, { schemes: ['Bearer', 'DPoP'] })
const callers = { requires: { scopes: [], acrValues: ['mfa'], maxAge: 60, permission: undefined }, service }

const authn = (u: object) => (): unknown => [numberOf(u, callers), nonceOf(u)]
const permission = (u: object) => (): unknown => readPermission(u)
const route = (u: object) => (): unknown => readRoute(u)
const sent = (u: object) => (): unknown => readSent(u)

test.each<[name: string, value: unknown, read: () => unknown]>([
  ['_tag', 'Anonymous', authn({})],
  ['scopes', ['a'], authn({ _tag: 'Authenticated', acr: 'mfa', age: 1 })],
  ['acr', 'mfa', authn({ _tag: 'Authenticated', scopes: [], age: 1 })],
  ['age', 1, authn({ _tag: 'Authenticated', scopes: [], acr: 'mfa' })],
  ['scheme', 'DPoP', authn({ _tag: 'Authenticated', scopes: [], acr: 'mfa', age: 1 })],
  ['reason', 'expired', authn({ _tag: 'Rejected' })],
  ['nonce', 'n', authn({ _tag: 'Rejected', reason: 'use-dpop-nonce' })],
  ['_tag', 'Granted', permission({ mayKnow: true })],
  ['mayKnow', true, permission({ _tag: 'Granted' })],
  ['remedy', { _tag: 'Ask', missing: ['a'] }, permission({ _tag: 'Denied', mayKnow: true })],
  ['ask', '/a', permission({ _tag: 'Denied', mayKnow: true, remedy: { _tag: 'Ask', missing: [] } })],
  ['maxAge', 7, permission({ _tag: 'Denied', mayKnow: true, remedy: { _tag: 'StepUp', acrValues: [] } })],
  ['method', 'GET', route({ resource: 'call' })],
  ['resource', 'call', route({ method: 'GET' })],
  ['shape', 'collection', route({ method: 'GET', resource: 'call' })],
  ['expects', 'absent', route({ method: 'GET', resource: 'call' })],
  ['requires', { scopes: ['a'] }, route({ method: 'GET', resource: 'call' })],
  ['permission', 'p', route({ method: 'GET', resource: 'call', requires: { scopes: ['a'] } })],
  ['target', '/a', sent({ correlationId: 'c' })],
  ['correlationId', 'c', sent({ target: '/a' })],
])('%s', (name, value, read) => {
  const before = read()
  const everybody = Object.prototype as unknown as Record<string, unknown>
  let polluted: unknown
  try {
    everybody[name] = value
    polluted = read()
  } finally {
    Reflect.deleteProperty(everybody, name)
  }
  expect(polluted).toStrictEqual(before)
})

test('an own member counts all the same', () => {
  const everybody = Object.prototype as unknown as Record<string, unknown>
  const granted = { _tag: 'Granted', mayKnow: false }
  let read: unknown
  try {
    everybody['mayKnow'] = true
    read = readPermission(granted)
  } finally {
    Reflect.deleteProperty(everybody, 'mayKnow')
  }
  expect(read).toStrictEqual({ standing: 1, remedy: undefined })
})
