/**
 * The header fields of a route: which there are, and in which order.
 */
import { expect, test } from 'vitest'
import * as Service from '../../src/domain/Service.js'
import { noTerms } from '../../src/wire/spell.js'
import * as RouteConstants from '../../src/wire/RouteConstants.js'

const of = (service: Partial<Service.Service> = {}): RouteConstants.RouteConstants =>
  RouteConstants.of(Service.of(service), { scopes: ['a'], acrValues: [], maxAge: undefined, permission: undefined })

const constant = { 'content-type': 'application/problem+json', 'cache-control': 'no-store' }

test('a denial carries the challenge where tokens authenticate, and none elsewhere', () => {
  const bearer = of()
  expect(bearer.challenge).toStrictEqual({ ...constant, 'www-authenticate': 'Bearer realm="api", scope="a"' })
  expect(bearer.denial).toBe(bearer.challenge)
  const basic = of({ schemes: ['Basic'], vary: ['Cookie', 'X-Key'] })
  expect(basic.challenge).toStrictEqual({ ...constant, vary: 'Cookie, X-Key', 'www-authenticate': 'Basic realm="api"' })
  expect(basic.denial).toStrictEqual({ ...constant, vary: 'Cookie, X-Key' })
})

test('none can be changed', () => {
  const route = of({ schemes: ['Basic'] })
  expect([route.challenge, route.denial].every(Object.isFrozen)).toBe(true)
})

test('an error stands in the challenge, and a nonce beside it where one is wanted', () => {
  const route = of({ schemes: ['DPoP'] })
  const error = { code: 'use_dpop_nonce', scheme: undefined, ...noTerms } as const
  const challenge = 'DPoP realm="api", error="use_dpop_nonce", error_description="A nonce is required in the DPoP proof", scope="a"'
  expect(RouteConstants.withError(route, error, 'n0nce')).toStrictEqual({
    ...constant,
    'www-authenticate': challenge,
    'dpop-nonce': 'n0nce',
  })
  expect(RouteConstants.withError(route, error)).toStrictEqual({ ...constant, 'www-authenticate': challenge })
})
