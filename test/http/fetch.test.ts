import { toResponse } from 'glomar/http/fetch'
import { expect, test } from 'vitest'
import { refusals } from './refusals.js'

test.each(Object.entries(refusals))('%s is sent whole', async (_, refusal) => {
  const response = toResponse(refusal, 'GET')
  const body = JSON.stringify(refusal.body)
  expect(response.status).toBe(refusal.status)
  expect(Object.fromEntries(response.headers)).toEqual({ ...refusal.headers, 'content-length': String(Buffer.byteLength(body)) })
  expect(await response.text()).toBe(body)
})

test.each([
  ['challenge', 'Unauthorized'],
  ['forbidden', 'Forbidden'],
  ['concealed', 'Not Found'],
  ['outage', 'Service Unavailable'],
] as const)('%s has the phrase of RFC 9110', (name, phrase) => {
  expect(toResponse(refusals[name], 'GET').statusText).toBe(phrase)
})

test.each(Object.entries(refusals))('%s in answer to a HEAD: no body, and the header fields of a GET', (_, refusal) => {
  const [ofHead, ofGet] = [toResponse(refusal, 'HEAD'), toResponse(refusal, 'GET')]
  expect(ofHead.body).toBeNull()
  expect([...ofHead.headers]).toEqual([...ofGet.headers])
  expect([ofHead.status, ofHead.statusText]).toEqual([ofGet.status, ofGet.statusText])
})

test('without a method, the body is there', async () => {
  expect(await toResponse(refusals.concealed, 'GET').json()).toEqual(refusals.concealed.body)
})

test('the length is that of the bytes, not of the characters', async () => {
  const response = toResponse(refusals.remedy, 'GET')
  const bytes = await response.arrayBuffer()
  expect(response.headers.get('content-length')).toBe(String(bytes.byteLength))
  expect(bytes.byteLength).toBeGreaterThan(JSON.stringify(refusals.remedy.body).length)
})

test.each([
  ['an Ok', { _tag: 'Ok' }, "expected a refusal or an outage, got Ok, which is the handler's to answer"],
  ['a promise', Promise.resolve(refusals.concealed), 'expected a refusal or an outage, got something else (is an await missing?)'],
])('%s is not sent as a success', (_name, u, says) => {
  expect(() => toResponse(u as never, 'GET')).toThrow(says)
})
