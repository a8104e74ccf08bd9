/**
 * What each renderer of the catalogue sends.
 */
import { render, type Renderer } from 'glomar'
import {
  byAccept,
  byLanguage,
  detailsOf,
  envelope,
  graphQl,
  html,
  jsonApi,
  plain,
  problem,
  texts,
  withStatus,
  type Code,
} from 'glomar/renderers'
import { describe, expect, test } from 'vitest'
import { german, types } from './catalogue.js'
import { refusals } from './refusals.js'

const codes = Object.keys(refusals) as ReadonlyArray<Code>

const remedy = {
  missing_permissions: ['documents:<read>'],
  request_access: '/access-requests?for=a&by=b',
}

const sent = <Q>(code: Code, renderer: Renderer<Q>, request?: Q) => {
  const { faults, ...rest } = render(refusals[code], renderer, request as Q)
  expect(faults).toEqual([])
  return rest
}
const json = <Q>(code: Code, renderer: Renderer<Q>, request?: Q): unknown =>
  JSON.parse(sent(code, renderer, request).body)
const typeOf = <Q>(code: Code, renderer: Renderer<Q>, request?: Q) =>
  sent(code, renderer, request).headers['content-type']

test('the refusals of these tests have the codes that they stand for', () => {
  for (const code of codes) expect(refusals[code].code).toBe(code)
})

describe('detailsOf', () => {
  test('gives what a refusal says beyond its code, and nothing of one that conceals', () => {
    expect(detailsOf(refusals['permission-denied'])).toEqual(remedy)
    expect(detailsOf(refusals['insufficient-scope'])).toEqual({ scope: 'documents:read' })
    expect(detailsOf(refusals['step-up-required'])).toEqual({ acr_values: 'mfa', max_age: 300 })
    const others = codes.filter((code) => detailsOf(refusals[code]) === undefined)
    expect(others).toHaveLength(6)
  })
})

describe('envelope', () => {
  test('has a code and a message', () => {
    expect(typeOf('not-found', envelope())).toBe('application/json')
    for (const code of codes)
      expect(json(code, envelope())).toMatchObject({ error: { code, message: texts[code] } })
    expect(sent('not-found', envelope()).body).toBe(
      '{"error":{"code":"not-found","message":"Not found"}}',
    )
  })

  test('has the details of an honest refusal', () => {
    expect(json('permission-denied', envelope())).toMatchObject({ error: { details: remedy } })
  })

  test('takes members, codes and texts', () => {
    const members = { error: '__proto__', code: 'status', message: 'text', details: 'help' }
    const renderer = envelope({ members, codes: { ...texts, forbidden: 7 }, texts: german })
    expect(sent('forbidden', renderer).body).toBe(
      '{"__proto__":{"status":7,"text":"Kein Zugriff, oder es gibt nichts"}}',
    )
    expect(sent('permission-denied', renderer).body).toContain('"help":{"missing_permissions"')
  })

  test('takes undefined for an option that is not given', () => {
    const renderer = envelope({ members: { error: undefined }, codes: undefined, texts: undefined })
    expect(sent('not-found', renderer)).toEqual(sent('not-found', envelope()))
  })
})

test('jsonApi has a list of one error, with the details in its meta', () => {
  expect(typeOf('not-found', jsonApi())).toBe('application/vnd.api+json')
  expect(json('not-found', jsonApi())).toEqual({
    errors: [{ status: '404', code: 'not-found', title: 'Not found' }],
  })
  expect(json('permission-denied', jsonApi({ codes: types, texts: german }))).toEqual({
    errors: [
      {
        status: '403',
        code: types['permission-denied'],
        title: 'Kein Zugriff',
        meta: remedy,
      },
    ],
  })
})

describe('problem', () => {
  test.each(codes)('without options is the default: %s', (code) => {
    const { faults: _, ...rest } = render(refusals[code])
    expect(sent(code, problem())).toEqual(rest)
  })

  test('takes types, and leaves the texts', () => {
    const { body } = refusals.forbidden
    expect(json('forbidden', problem({ types }))).toEqual({ ...body, type: types.forbidden })
  })

  test('takes texts instead of the title and the detail, and leaves the types', () => {
    const { detail, ...body } = refusals.forbidden.body
    expect(detail).toBeDefined()
    expect(json('forbidden', problem({ texts: german }))).toEqual({
      ...body,
      title: german.forbidden,
    })
  })

  test('keeps the remedy', () => {
    const renderer = problem({ types, texts: german })
    expect(json('permission-denied', renderer)).toMatchObject(remedy)
  })
})

describe('html', () => {
  test('is a whole page', () => {
    expect(typeOf('not-found', html())).toBe('text/html; charset=utf-8')
    expect(sent('not-found', html()).body).toBe(`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<title>Not found</title>
</head>
<body>
<h1>Not found</h1>
</body>
</html>
`)
  })

  test('escapes whatever it says', () => {
    const hostile = `<script>"&'</script>`
    const labels = {
      scope: 'a',
      acr_values: 'b',
      max_age: 'c',
      missing_permissions: '<b>',
      request_access: '"ask"',
    }
    const renderer = html({
      lang: '"><script>',
      labels,
      texts: { ...texts, 'permission-denied': hostile },
      layout: ({ lang, title, content }) => `${lang}|${title}|${content}`,
    })
    expect(sent('permission-denied', renderer).body).toBe(
      '&quot;&gt;&lt;script&gt;|' +
        '&lt;script&gt;&quot;&amp;&#39;&lt;/script&gt;|' +
        '<h1>&lt;script&gt;&quot;&amp;&#39;&lt;/script&gt;</h1>' +
        '<ul><li>&lt;b&gt;: documents:&lt;read&gt;</li>' +
        '<li><a href="/access-requests?for=a&amp;by=b">&quot;ask&quot;</a></li></ul>',
    )
  })

  test('makes no link of what can run code', () => {
    const { body, ...rest } = refusals['permission-denied']
    const refusal = { ...rest, body: { ...body, request_access: 'javascript:alert(1)' } } as never
    const page = render(refusal, html()).body
    expect(page).toContain('<li>Ask for access: javascript:alert(1)</li>')
    expect(page).not.toContain('href')
  })

  test('says what would do', () => {
    expect(sent('step-up-required', html()).body).toContain(
      '<li>Authentication that is needed: mfa</li>' +
        '<li>Seconds since the authentication, at most: 300</li>',
    )
  })

  test.each<[() => unknown]>([
    [() => undefined],
    [() => null],
    [() => Promise.reject(new Error('later'))],
  ])('with a layout that gives no text, the default goes out: %s', (layout) => {
    const failing = html({ layout: layout as never })
    const { faults, headers, body } = render(refusals['not-found'], failing)
    expect(faults).toHaveLength(1)
    expect(headers['content-type']).toBe('application/problem+json')
    expect(body).toBe(JSON.stringify(refusals['not-found'].body))
  })
})

test('plain is a line for the text, and one for each detail', () => {
  expect(typeOf('not-found', plain())).toBe('text/plain; charset=utf-8')
  expect(sent('not-found', plain({ texts: german })).body).toBe('Nicht gefunden\n')
  expect(sent('permission-denied', plain()).body).toBe(
    'Permission denied\n' +
      'Missing permissions: documents:<read>\n' +
      'Ask for access: /access-requests?for=a&by=b\n',
  )
})

describe('graphQl', () => {
  test('has a list of one error, and no data', () => {
    expect(json('not-found', graphQl())).toEqual({
      errors: [{ message: 'Not found', extensions: { code: 'not-found' } }],
    })
    expect(json('permission-denied', graphQl())).toMatchObject({
      errors: [{ extensions: { code: 'permission-denied', ...remedy } }],
    })
  })

  test.each([
    [undefined, 'application/graphql-response+json'],
    ['*/*', 'application/graphql-response+json'],
    ['application/json', 'application/json'],
    [
      'application/graphql-response+json; charset=utf-8, application/json; charset=utf-8',
      'application/graphql-response+json',
    ],
  ])('for %j has the type %s', (accept, type) => {
    const { status, headers } = sent('not-found', graphQl(), { headers: { accept } })
    expect(headers['content-type']).toBe(type)
    expect(headers['vary']).toBe('Cookie, Accept')
    expect(status).toBe(404)
  })
})

describe('withStatus', () => {
  test('gives one status to all', () => {
    for (const code of codes) expect(sent(code, withStatus(envelope(), 200)).status).toBe(200)
  })

  test('gives a status to the codes that are named, and changes no word', () => {
    const renderer = withStatus(envelope(), { 'not-found': 409, forbidden: undefined as never })
    expect(sent('not-found', renderer).status).toBe(409)
    expect(sent('forbidden', renderer).status).toBe(403)
    expect(sent('not-found', renderer).body).toBe(sent('not-found', envelope()).body)
  })

  test('gives 401 to what is one', () => {
    const renderer = withStatus(withStatus(envelope(), 200), { 'invalid-credentials': 401 })
    expect(sent('invalid-credentials', renderer).status).toBe(401)
    expect(sent('not-found', renderer).status).toBe(200)
  })

  test('keeps the challenge', () => {
    const { headers } = sent('authentication-required', withStatus(envelope(), 400))
    expect(headers['www-authenticate']).toBeDefined()
  })

  test('gives no status to a code that this version does not know', () => {
    const refusal = { ...refusals['not-found'], code: 'gone' as never }
    expect(render(refusal, withStatus(problem(), 200)).status).toBe(404)
  })
})

describe('byAccept and byLanguage', () => {
  const page = byAccept({ 'text/html': html(), 'text/plain': plain() })
  const translated = byLanguage({
    en: page,
    'de-CH': byAccept({ 'text/html': html({ lang: 'de-CH', texts: german }) }),
  })

  test('name in `Vary` what they looked at, beside what is there', () => {
    expect(sent('not-found', page).headers['vary']).toBe('Cookie, Accept')
    expect(sent('unavailable', page).headers['vary']).toBe('Accept')
    const vary = sent('not-found', translated).headers['vary']?.split(', ').sort()
    expect(vary).toEqual(['Accept', 'Accept-Language', 'Cookie'])
  })

  test('name in `Vary` the same, whatever the caller wants', () => {
    const all = ['text/html', 'text/plain', 'image/png', ''].map(
      (accept) => sent('not-found', page, { headers: { accept } }).headers['vary'],
    )
    expect(new Set(all).size).toBe(1)
  })

  test('name the language', () => {
    const request = { headers: { 'accept-language': 'de' } }
    expect(sent('not-found', translated, request).headers['content-language']).toBe('de-CH')
    expect(sent('not-found', translated, request).body).toContain('<h1>Nicht gefunden</h1>')
    expect(sent('not-found', translated).headers['content-language']).toBe('en')
  })

  test('leave a language and a `Vary` that the renderer names', () => {
    const renderer = byLanguage({
      en: () => ({ headers: { 'Content-Language': 'en-GB', VARY: 'X-Tenant, accept-language' } }),
    })
    const { headers } = sent('unavailable', renderer)
    expect(headers['content-language']).toBe('en-GB')
    expect(headers['vary']).toBe('Accept-Language, X-Tenant')
  })

  test('read a request of fetch', () => {
    const request = new Request('https://api.example/7', { headers: { accept: 'text/plain' } })
    expect(sent('not-found', page, request).body).toBe('Not found\n')
  })
})
