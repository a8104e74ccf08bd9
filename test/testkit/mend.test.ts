/**
 * What a finding says to change.
 */
import type { Channel, Difference, Observation } from 'glomar/testkit'
import { describe, expect, test } from 'vitest'
import { mendOf } from '../../src/testkit/mend.js'

const question = { name: 'GET', at: (path: string) => ({ method: 'GET', path, headers: {} }) }

const hidden = (status: number): Observation => ({
  status,
  reason: '',
  headers: [],
  trailers: [],
  body: '',
})

const said = (difference: Partial<Difference>, status = 404, mend?: string): string =>
  mendOf(
    { ...question, ...(mend !== undefined && { mend }) },
    { channel: 'status', says: '', ...difference },
    hidden(status),
  )

describe('by the status of the hidden answer:', () => {
  const served =
    'The hidden thing is served: ask the permission, or name a thing that this caller may not know of.'
  const fails =
    'The handler fails where the thing exists: answer the refusal before anything is done with the row.'
  const redirect = 'The redirect knows the thing: decide before you redirect.'
  const two =
    'Hidden and missing are refused in two places: answer both by one refusal, before anything else is said of the thing.'
  test.each([
    [0, fails],
    [200, served],
    [299, served],
    [300, redirect],
    [304, redirect],
    [399, redirect],
    [400, two],
    [
      401,
      'Only what exists asks for credentials: answer the challenge before the look-up, for every path.',
    ],
    [403, two],
    [499, two],
    [500, fails],
  ])('%d', (status, says) => {
    expect(said({}, status)).toBe(says)
  })
})

describe('by the channel:', () => {
  test.each<[Channel, string, string]>([
    ['header', 'etag', 'The validator was set before the verdict: set `etag` behind `Ok` alone.'],
    [
      'header',
      'last-modified',
      'The validator was set before the verdict: set `last-modified` behind `Ok` alone.',
    ],
    [
      'header',
      'content-location',
      'The validator was set before the verdict: set `content-location` behind `Ok` alone.',
    ],
    [
      'header',
      'accept-ranges',
      'The validator was set before the verdict: set `accept-ranges` behind `Ok` alone.',
    ],
    ['header', 'vary', 'Send `vary` with every refusal, the same for all, or with none.'],
    ['trailer', 'x-sum', 'Send `x-sum` with every refusal, the same for all, or with none.'],
    ['reason', '', 'The reason phrase was chosen from the thing: leave it to the status.'],
    ['order', '', 'The fields were set in two places: set those of a refusal in one.'],
    [
      'body',
      '',
      'The refusal is worded in two places: make its body in one, from the request alone.',
    ],
    ['interim', '', 'An interim answer was sent before the verdict: send it behind `Ok` alone.'],
    [
      'connection',
      '',
      'The connection was closed for one of the two alone: end both answers in one way.',
    ],
    [
      'mention',
      '',
      'An answer about something else names the hidden thing: name only what this caller may know of.',
    ],
  ])('%s %s', (channel, field, says) => {
    expect(said({ channel, field })).toBe(says)
  })
})

test('a question knows better what it varied', () => {
  expect(said({}, 403, 'move it behind `Ok`')).toBe('Move it behind `Ok`.')
})
