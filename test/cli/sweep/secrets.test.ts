/**
 * Whatever a service does with a secret that it was sent: nothing that the command prints or writes
 * holds it.
 */
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { Exchange, Reply } from '../../../src/cli/sweep/exchange.js'
import { glomar } from '../world.js'
import { runs } from '../../runs.js'
import { hiding } from '../../../src/cli/sweep/secrets.js'

const server = 'https://api.example'

const configOf = (route: string) => ({
  version: 1,
  server,
  routes: ['GET /documents/{id}', route],
  identities: {
    emma: {
      login: [
        {
          method: 'POST',
          path: '/session',
          headers: { 'x-client': '${CLIENT}' },
          body: { user: 'emma', password: '${EMMA_PASSWORD}' },
          take: { token: 'body.token' },
        },
      ],
      headers: { authorization: 'Bearer ${token}' },
    },
    tara: {
      headers: {
        authorization: 'Basic ${TARA_BASIC}',
        cookie: 'a=${TARA_COOKIE}',
        'x-key': '${TARA_KEY}',
      },
    },
  },
  types: {
    document: {
      entitled: ['emma'],
      in: ['/documents/{id}'],
      hidden: 'emmas-document',
      missing: 'nicks-document',
      spare: 'ninas-document',
    },
  },
  questions: 'declared',
})

/** What may stand in a header field, and is no common word. */
const field = fc
  .string({
    unit: fc.constantFrom(...Array.from('abcXYZ019"\'%&+/=?$^*()[]{}|.\\<>~!#@ é')),
    minLength: 6,
    maxLength: 80,
  })
  .map((text) => `k${text}q7`)

const anyText = fc
  .string({ unit: 'grapheme', minLength: 6, maxLength: 40 })
  .map((text) => `k${text}q7`)

/** How a service may write what it was sent. */
const writings: ReadonlyArray<(text: string) => string> = [
  (text) => text,
  (text) => JSON.stringify({ given: text }),
  (text) => JSON.stringify(JSON.stringify([text])),
  (text) => encodeURIComponent(Buffer.from(text).toString()),
  (text) => `https://elsewhere.example/?${String(new URLSearchParams({ a: text }))}`,
  (text) =>
    `<p title="${text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;').replaceAll("'", '&#39;')}">`,
  (text) => `token ${Buffer.from(text).toString('base64')}`,
  (text) => Buffer.from(text).toString('base64url'),
  // a report shows sixty characters of an answer
  (text) => `${'.'.repeat(52)}${text}`,
]

interface Told {
  readonly secrets: Readonly<Record<string, string>>
  readonly token: string
  readonly session: string
  readonly writing: (text: string) => string
  readonly isFailing: boolean
}

/** An answer as it comes over the wire. */
const replyOf = async (response: Response): Promise<Reply> => ({
  ...{ status: response.status, reason: response.statusText, trailers: [], interim: [] },
  headers: [...response.headers],
  body: new Uint8Array(await response.arrayBuffer()),
})

/** Repeats all that it was sent, of the hidden thing alone. */
const serviceOf =
  ({ token, session, writing, isFailing }: Told): Exchange =>
  (_, { method, path, headers, body }) => {
    const sent = [...new Headers(headers)].map(([, value]) => value)
    const basic = sent.flatMap((value) =>
      value.startsWith('Basic ') ? [Buffer.from(value.slice(6), 'base64').toString()] : [],
    )
    const said = [...sent, ...basic, body ?? ''].map(writing).join('\n')
    const pathname = path.replace(/[?#].*$/, '')
    if (pathname === '/session')
      return replyOf(
        isFailing
          ? new Response(said, { status: 400, statusText: 'Bad' })
          : Response.json({ token }, { headers: { 'set-cookie': `s=${session}; Path=/` } }),
      )
    if (isFailing) return Promise.reject(new Error(said))
    const isEmma = new Headers(headers).get('authorization') === `Bearer ${token}`
    const isThere = pathname.includes('emmas-document')
    const fields = new Headers()
    if (isThere)
      for (const [i, value] of sent.entries())
        fields.set(`x-echo-${String(i)}`, writing(value).replaceAll(/[^\x20-\xff]/g, ''))
    return replyOf(
      new Response(method === 'HEAD' ? null : isThere ? said : 'none', {
        status: isThere && isEmma ? 200 : 404,
        headers: fields,
      }),
    )
  }

/** Each form in which a secret may be found in what was printed. */
const formsOf = (secret: string): ReadonlyArray<string> =>
  [
    secret,
    secret.trim(),
    JSON.stringify(secret.trim()).slice(1, -1),
    encodeURIComponent(Buffer.from(secret).toString()),
    Buffer.from(secret).toString('base64').replace(/=+$/, ''),
    Buffer.from(secret).toString('base64url'),
  ].flatMap((form) => [form, form.slice(0, 8)])

const printedBy = async (told: Told, route: string): Promise<string> => {
  const written: Array<string> = []
  const { out, err } = await glomar(
    ['sweep', 'a.json', '--out', 'a.json', 'a.xml', 'a.html'],
    { 'a.json': JSON.stringify(configOf(route)) },
    {
      env: told.secrets,
      exchange: serviceOf(told),
      write: (_, text) => void written.push(text),
    },
  )
  expect(`${out}${err}`).not.toBe('')
  return [out, err, ...written].join('\n')
}

describe('a secret', () => {
  test('is in no report, no progress and no error, whatever the service repeats', async () => {
    const secret = field.filter((text) => !text.includes(';'))
    await fc.assert(
      fc.asyncProperty(
        fc.record({
          secrets: fc.record({
            CLIENT: secret,
            EMMA_PASSWORD: anyText,
            TARA_BASIC: anyText.map((text) => Buffer.from(`tara:${text}`).toString('base64')),
            TARA_COOKIE: secret,
            // a line end at the end is not sent
            TARA_KEY: secret.map((text) => `${text}\n`),
          }),
          token: secret,
          session: fc.stringMatching(/^k[\w%.~-]{6,40}q7$/),
          writing: fc.constantFrom(...writings),
          isFailing: fc.boolean(),
        }),
        async (told) => {
          const printed = await printedBy(told, 'GET /documents/{id}/parts')
          const { TARA_BASIC, ...others } = told.secrets
          const password = Buffer.from(TARA_BASIC, 'base64').toString().slice('tara:'.length)
          for (const each of [
            ...Object.values(others),
            TARA_BASIC,
            password,
            told.token,
            told.session,
          ])
            for (const form of formsOf(each)) expect(printed).not.toContain(form)
        },
      ),
      runs(60),
    )
  })

  test('that is short is not found in other words, and is found in its field', () => {
    const hide = hiding(
      new Map([
        ['ab', '$A'],
        ['Bearer ab', 'Bearer $A'],
      ]),
    )
    expect(hide('a cab said: Bearer ab')).toBe('a cab said: Bearer $A')
  })

  test('that ends in a line is found without it', () => {
    expect(hiding(new Map([['a-token\n', '$A']]))('said a-token.')).toBe('said $A.')
  })

  test('in a text that is no well-formed UTF-16 stays one text', () => {
    expect(hiding(new Map([['\ud800abcd', '$A']]))('x\ud800abcdx')).toBe('x$Ax')
  })
})
