/**
 * An answer about something else that names the hidden thing, and an answer that repeats a name.
 */
import {
  leaks,
  type Arrangement,
  type Observation,
  type Probe,
  type Recorded,
} from 'glomar/testkit'
import { describe, expect, test } from 'vitest'
import { idsIn, mentionIn, unnamed } from '../../src/testkit/names.js'

const pair = { hidden: '/documents/johns-document', missing: '/documents/no-such-record' }

const answer = (status: number, rest: Partial<Recorded> = {}): Recorded => ({
  status,
  headers: {},
  ...rest,
})

const found = async (send: Arrangement['send'], rest: Partial<Arrangement> = {}) =>
  (await leaks({ ...pair, send, ...rest })).map(({ request, differences }) => [
    request,
    differences[0].channel,
    differences[0].says,
  ])

describe('what names the hidden thing unasked is a mention:', () => {
  const at = (asked: string, rest: Partial<Recorded>) => (probe: Probe) =>
    `${probe.method} ${probe.path}` === asked ? answer(200, rest) : answer(404)

  test('a list', async () => {
    expect(await found(at('GET /documents', { body: '["johns-document"]' }))).toEqual([
      ['GET the parent', 'mention', 'the body names it: "[\\"johns-document\\"]"'],
    ])
  })
  // RFC 3986: a collection is often named with a slash at its end (WebDAV, Solid, Django)
  test('a list whose path ends in a slash', async () => {
    expect(await found(at('GET /documents/', { body: '<johns-document>' }))).toEqual([
      ['GET the parent with a slash', 'mention', 'the body names it: "<johns-document>"'],
    ])
  })
  test('a field of a container', async () => {
    const headers = { Link: '</documents/johns-document>; rel="item"' }
    expect(await found(at('HEAD /documents', { headers }))).toEqual([
      [
        'HEAD the parent',
        'mention',
        'the header `Link` names it: "</documents/johns-document>; rel=\\"item\\""',
      ],
    ])
  })
  test('a search for its beginning', async () => {
    const body = 'Did you mean JOHNS-DOCUMENT?'
    expect(await found(at('GET /documents?q=joh&prefix=joh', { body }))).toEqual([
      ['search by the start of the id', 'mention', `the body names it: "${body}"`],
    ])
  })
  test('an error about another thing', async () => {
    const body = 'no-such-record is not there, but johns-document is'
    const send = ({ path, method }: Probe) =>
      answer(404, { body: method === 'GET' && path === pair.missing ? body : '' })
    const [first] = await leaks({ ...pair, send })
    expect(first?.request).toBe('GET')
  })
  test('an error that says the same of either', async () => {
    const send = ({ method, path }: Probe) =>
      answer(404, { body: method === 'GET' && path === '/' ? 'see johns-document' : '' })
    const names = (await found(send)).map(([request]) => request)
    expect(names).toEqual(['GET above the parent', 'GET / with x-original-url'])
  })
})

describe('no mention is', () => {
  test.each<[string, Recorded]>([
    ['a longer name', answer(200, { body: '["johns-document-2"]' })],
    ['a part of a name', answer(200, { body: '["johns"]' })],
    ['a name in a longer word', answer(200, { body: 'xjohns-document' })],
  ])('%s', async (_, said) => {
    expect(await found(({ path }) => (path === '/documents' ? said : answer(404)))).toEqual([])
  })
  test('a short id', async () => {
    const short = { hidden: '/documents/two', missing: '/documents/six' }
    const send = ({ path }: Probe) =>
      path === '/documents' ? answer(200, { body: 'two' }) : answer(404)
    expect(await found(send, short)).toEqual([])
  })
  test('a name that both worlds have', async () => {
    const same = { missing: pair.hidden }
    expect(
      await found(() => answer(404, { body: 'a johns-document is a document' }), same),
    ).toEqual([])
  })
})

const seen = (body: string, value = ''): Observation => ({
  status: 404,
  reason: body,
  headers: [['x', value]],
  trailers: [['y', value]],
  interim: [{ status: 103, headers: [['z', value]] }],
  body,
})

describe('what an answer repeats of its request is replaced', () => {
  const probe = (path: string, rest: Partial<Probe> = {}): Probe => ({
    method: 'GET',
    path,
    headers: {},
    ...rest,
  })
  const path = '/documents/b%C3%B6rsen-bericht'
  const id = 'börsen-bericht'
  const replaced = (text: string, asked = probe(path)): string =>
    unnamed(seen(Buffer.from(text).toString('latin1')), asked, path, ['b%C3%B6rsen-bericht']).body

  test.each<[string, string]>([
    ['the path', path],
    ['the path decoded', '/documents/börsen-bericht'],
    ['the path encoded', encodeURIComponent(path)],
  ])('%s', (_, text) => {
    expect(replaced(`no ${text}!`)).toBe('no {path}!')
  })
  test.each<[string, string]>([
    ['the id', id],
    ['the id encoded', 'b%C3%B6rsen-bericht'],
    ['the id in small percent-encoding', 'b%c3%b6rsen-bericht'],
    ['the id encoded twice', 'b%25C3%25B6rsen-bericht'],
    ['in upper case', 'BöRSEN-BERICHT'],
    ['in composed characters', id.normalize('NFC')],
    ['in decomposed characters', id.normalize('NFD')],
    ['in JSON that is ASCII', 'b\\u00f6rsen-bericht'],
    ['in base64', Buffer.from(id).toString('base64').replaceAll('=', '')],
    ['in base64url', Buffer.from(id).toString('base64url')],
    ['in hex', Buffer.from(id).toString('hex')],
  ])('%s', (_, text) => {
    expect(replaced(`no ${text}!`)).toBe('no {id}!')
  })
  test('in HTML and in JSON', () => {
    const odd = `/documents/a"b'c<d`
    const said = (text: string) => unnamed(seen(text), probe(odd), odd, [`a"b'c<d`]).body
    expect(said('no a&#34;b&#39;c&#60;d!')).toBe('no {id}!')
    expect(said(`no a\\"b'c<d!`)).toBe('no {id}!')
  })
  test('everywhere: reason, fields, trailers, interim answers', () => {
    expect(unnamed(seen(path, path), probe(path), path, [])).toEqual(seen('{path}', '{path}'))
  })
  test('another spelling of the request, and what it searches for', () => {
    expect(replaced('no b%C3%B6rsen-bericht.json', probe(`${path}.json`))).toBe('no {id}')
    expect(replaced('no BERICHTE', probe('/documents?q=berichte'))).toBe('no {id}')
  })
  test('unless the request does not name it, or the name is too short', () => {
    expect(replaced(`no ${id}!`, probe('/documents'))).toBe(
      Buffer.from(`no ${id}!`).toString('latin1'),
    )
    expect(replaced(`no ${id}!`, probe('/x', { body: `{"id":"${id}"}` }))).toBe('no {id}!')
    expect(replaced(`no ${id}!`, probe('/x', { headers: { destination: path } }))).not.toContain(
      'rsen',
    )
    expect(unnamed(seen('7 of 17'), probe('/d/7'), '/d/7', ['7']).body).toBe('7 of 17')
    expect(unnamed(seen('a/b'), probe('/'), '/', []).body).toBe('a/b')
  })
  test('an ordinary name and a number only as a word of their own', () => {
    const said = (id: string, text: string) =>
      unnamed(seen(text), probe(`/d/${id}`), `/d/${id}`, [id]).body
    expect(said('note', 'note, notes, keynote')).toBe('{id}, notes, keynote')
    expect(said('1234567', '1234567, 12345678')).toBe('{id}, 12345678')
    expect(said('letter-7', 'xletter-7x')).toBe('x{id}x')
    expect(said('letter', 'letters')).toBe('{id}s')
    expect(said('abc', 'abc, abcd')).toBe('{id}, abcd')
  })
  test('a number beside other groups of digits, but not a group of a UUID', () => {
    const said = (id: string, text: string) =>
      unnamed(seen(text), probe(`/d/${id}`), `/d/${id}`, [id]).body
    expect(said('1234', '1234-2024, 2024-1234')).toBe('{id}-2024, 2024-{id}')
    const uuid = '01234567-1234-4567-8901-012345671234'
    expect(said('1234', `${uuid} 1234`)).toBe(`${uuid} {id}`)
    expect(said('01234567', uuid)).toBe(uuid)
    expect(said(uuid, `x${uuid}x`)).toBe('x{id}x')
    const asked = probe('/x', { headers: { 'x-request-id': uuid } })
    expect(unnamed(seen('1234'), asked, '/d/1234', ['1234']).body).toBe('1234')
  })
})

test('the ids of a path are the parts in which it differs, or else its last part', () => {
  expect(idsIn('/a/x/b/y', '/a/1/b/2')).toEqual(['x', 'y'])
  expect(idsIn('/a?id=x&v=1', '/a?id=y&v=1')).toEqual(['x'])
  expect(idsIn('/a/x', '/a/x')).toEqual(['x'])
  expect(idsIn('/a/b/x', '/a/b/x')).toEqual(['x'])
  expect(idsIn('/a/x/', '/a/x/')).toEqual(['x'])
})

test('a mention shows the place and some of the text around', () => {
  const asked: Probe = { method: 'GET', path: '/', headers: {} }
  const long = `${'a '.repeat(30)}johns-document${' b'.repeat(60)}`
  expect(mentionIn(seen(long), asked, ['johns-document'])).toBe(
    `body names it: ${JSON.stringify(`${'a '.repeat(10)}johns-document${' b'.repeat(23)}`)}`,
  )
  expect(mentionIn(seen('', 'johns-document'), asked, ['johns-document'])).toBe(
    'header `x` names it: "johns-document"',
  )
  expect(
    mentionIn(seen('x johns-document'), { ...asked, body: 'JOHNS-document' }, ['johns-document']),
  ).toBe(undefined)
  expect(mentionIn(seen('x abc'), asked, ['abc'])).toBe(undefined)
  expect(mentionIn(seen('x abcd'), asked, ['abcd'])).toBe('body names it: "x abcd"')
})
