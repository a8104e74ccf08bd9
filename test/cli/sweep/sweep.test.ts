/**
 * Sweeps of services on loopback: what is found, what is covered, and what is never asked.
 */
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { exchange } from '../../../src/cli/sweep/exchange.js'
import { readOpenApi } from '../../../src/cli/sweep/openapi.js'
import { readConfig } from '../../../src/cli/sweep/readConfig.js'
import type { Result } from '../../../src/cli/sweep/Result.js'
import { sweep, type World } from '../../../src/cli/sweep/sweep.js'
import { configOf, document, env, exhibited, served, type Served } from './service.js'

const world: World = {
  env,
  exchange,
  load: () => Promise.reject(new Error('there is no module')),
  now: Date.now,
  sleep: () => Promise.resolve(),
  onEstimate: () => undefined,
  onProgress: () => undefined,
  stop: new AbortController().signal,
}

const sweptBy = (
  config: unknown,
  api: unknown = document,
  load: World['load'] = world.load,
): Promise<Result> => {
  const read = readConfig(config, env)
  if (read.issues !== undefined) throw new Error(JSON.stringify(read.issues))
  return sweep(read.value, readOpenApi(api).operations, { ...world, load })
}

const lineOf = ({ kind, route, caller, channel }: Result['findings'][number]): string =>
  `${kind}: ${route} as ${caller} by ${channel}`

const minutes = '(at /folders/{id}/documents/{document})'

describe('a service that leaks', () => {
  let service: Served
  let result: Result
  beforeAll(async () => {
    service = await exhibited('leaky')
    result = await sweptBy(configOf(service.origin, { methods: 'all', questions: 'declared' }))
  })
  afterAll(() => {
    service.close()
  })

  test('is found out by the route and the channel that tells, and each of them once', () => {
    expect(result.findings.map(lineOf)).toEqual([
      'existence: GET /api/v1/applications/{name} as tara by status',
      'existence: GET /api/v1/applications/{name} as nobody by status',
      'existence: GET /api/injects/{id} as tara by body',
      'existence: GET /api/injects/{id} as nobody by body',
      'existence: GET /documents/{id} as tara by status',
      'access: POST /comments (document in the body) as tara by status',
      'existence: GET /documents/{id} as nobody by status',
      'access: POST /comments (document in the body) as nobody by status',
      'existence: GET /pub/{id} as tara by header etag',
      'existence: GET /pub/{id} as nobody by header etag',
      'existence: GET /notes/{id}/history as tara by status',
      'existence: GET /notes/{id}/history as nobody by status',
      'access: PATCH /documents/{id} (folder in the body) as tara by status',
      `access: GET /folders/{id}/documents/{document} ${minutes} as tara by status`,
    ])
  })

  test('says what to change, and shows it by two lines of curl without a secret', () => {
    const [first] = result.findings
    expect(first).toMatchObject({
      says: expect.arrayContaining(['status 403 against 404']) as unknown,
      request: 'GET /api/v1/applications/{name}',
      curl: [
        `curl -i -H 'authorization: Bearer '"$TARA" ${service.origin}/api/v1/applications/ledger`,
        `curl -i -H 'authorization: Bearer '"$TARA" ${service.origin}/api/v1/applications/budget`,
      ],
    })
    expect(first?.mend).toMatch(/^Hidden and missing are refused in two places/)
    expect(JSON.stringify(result)).not.toMatch(/token-of/)
  })

  test('is reported to have been changed', () => {
    expect(result.changed).toContain('POST /comments as tara was answered 201.')
  })

  test('has fingerprints of its own, which stay when the ids change', async () => {
    const prints = (of: Result) => of.findings.map(({ fingerprint }) => fingerprint)
    expect(new Set(prints(result)).size).toBe(result.findings.length)
    const { types, ...rest } = configOf(service.origin, { questions: 'declared' })
    const others = { missing: 'sundry', spare: 'travel' }
    const config = { ...rest, types: { application: { ...types.application, ...others } } }
    expect(prints(await sweptBy(config))).toEqual(prints(result).slice(0, 2))
  })
})

describe('the same service mended', () => {
  let service: Served
  let result: Result
  beforeAll(async () => {
    service = await exhibited('mended')
    const { types, ...rest } = configOf(service.origin)
    const { note, document: text } = types
    const paths = { ...document.paths, '/notes/{id}/nowhere': document.paths['/notes/{id}'] }
    const config = { ...rest, types: { note, document: text } }
    result = await sweptBy(config, { ...document, paths })
  })
  afterAll(() => {
    service.close()
  })

  const statusesOf = (route: string) =>
    result.coverage
      .filter((line) => line.route === route)
      .map(({ caller, status }) => [caller, status])

  test('has no finding, though all questions of the kit are asked', () => {
    expect(result.findings.map(lineOf)).toEqual([])
    expect(result.requests).toBeGreaterThan(2_000)
  })

  test('is covered by the routes where the entitled can tell', () => {
    expect(statusesOf('GET /notes/{id}/history')).toEqual([
      ['tara', 'covered'],
      ['nobody', 'covered'],
      ['emma', 'covered'],
    ])
  })

  test('says of a route where the entitled cannot tell either that it is dead', () => {
    const statuses = ['tara', 'nobody', 'emma'].map((caller) => [caller, 'dead'])
    expect(statusesOf('GET /notes/{id}/nowhere')).toEqual(statuses)
  })

  test('says what was left out, and why', () => {
    const why = (route: string) => result.coverage.find((line) => line.route === route)?.why
    expect(why('POST /comments')).toBe('may change something: `methods: all` asks it')
    expect(why('POST /login')).toContain('name it under `include`')
    expect(why('GET /reports/{report}')).toBe('{report}: name its type under `in`, or a value')
    expect(statusesOf('GET /health')[0]).toEqual(['emma', 'without an id'])
  })

  test('was asked with safe methods alone, and about no route that signs in', () => {
    const asked = new Set(service.requests.map((line) => line.split(' ')[0]))
    expect([...asked].sort()).toEqual([
      'GET',
      'HEAD',
      'OPTIONS',
      'PROPFIND',
      'QUERY',
      'REPORT',
      'SEARCH',
    ])
    expect(service.requests.filter((line) => /login|sign-?in|forgot/i.test(line))).toEqual([])
  })
})

const one = {
  entitled: ['emma'],
  in: ['/documents/{id}'],
  hidden: 'emmas-document',
  missing: 'nicks-document',
  spare: 'ninas-document',
}

const simple = (server: string, more: object = {}) => ({
  ...configOf(server, { questions: 'declared', ...more }),
  types: { document: one },
})

const api = {
  openapi: '3.1.0',
  paths: { '/documents/{id}': { get: {}, delete: {} } },
}

const who = (request: Request) =>
  request.headers.get('authorization')?.replace('Bearer token-of-', '')

describe('a caller', () => {
  test('who is answered before anybody looks is no cover', async () => {
    const { origin, close } = await served((request) => {
      if (who(request) === 'tara') return new Response('', { status: 415 })
      if (who(request) === undefined) return new Response('', { status: 503 })
      const isThere = new URL(request.url).pathname === '/documents/emmas-document'
      return new Response('', { status: isThere ? 200 : 404 })
    })
    const { coverage, findings } = await sweptBy(simple(origin), api)
    close()
    expect(findings).toEqual([])
    expect(coverage.slice(0, 2).map(({ caller, status }) => [caller, status])).toEqual([
      ['tara', 'masked'],
      ['nobody', 'limited'],
    ])
  })

  test('whose credentials are refused is no cover, and nobody who is refused is one', async () => {
    const { origin, close } = await served((request) => {
      const { pathname } = new URL(request.url)
      const isRefused = who(request) === undefined || pathname.endsWith('/history')
      if (who(request) !== 'emma') return new Response('', { status: isRefused ? 401 : 404 })
      return new Response('', { status: pathname.includes('emmas-document') ? 200 : 404 })
    })
    const { coverage } = await sweptBy(simple(origin), {
      ...api,
      paths: { '/documents/{id}': { get: {} }, '/documents/{id}/history': { get: {} } },
    })
    close()
    const ofHistory = coverage.filter(({ route }) => route.endsWith('/history'))
    expect(ofHistory.map(({ caller, status }) => [caller, status])).toEqual([
      ['tara', 'masked'],
      ['nobody', 'covered'],
      ['emma', 'covered'],
    ])
  })

  test('who signs in does so once, and is not tried again', async () => {
    const { origin, close, requests } = await served(() => new Response('no', { status: 401 }))
    const login = [{ method: 'POST', path: '/login', body: { password: '${EMMA}' } }]
    const config = simple(origin, { identities: { emma: { login }, tara: {} } })
    await expect(sweptBy(config, api)).rejects.toThrow(
      'the login of emma: POST /login was answered 401. Check what it sends. It is not tried again.',
    )
    close()
    expect(requests).toEqual(['POST /login as nobody'])
  })

  test('who signs in sends what the login gave, a cookie or a value of the answer', async () => {
    const seen = new Set<string>()
    const { origin, close } = await served((request) => {
      if (new URL(request.url).pathname === '/login')
        return new Response('{"user":{"token":"given-token"}}', {
          headers: { 'set-cookie': 'session=given-cookie; HttpOnly' },
        })
      const sent = [request.headers.get('cookie'), request.headers.get('x-token')].join(' ')
      seen.add(sent)
      const isThere = request.url.includes('emmas-document') && sent !== ' '
      return new Response(sent, { status: isThere ? 200 : 404 })
    })
    const emma = {
      login: [{ method: 'POST', path: '/login', take: { token: 'body.user.token' } }],
      headers: { 'x-token': '${token}' },
    }
    const result = await sweptBy(simple(origin, { identities: { emma, tara: {} } }), api)
    close()
    expect(seen).toContain('session=given-cookie given-token')
    expect(JSON.stringify(result)).not.toContain('given-')
  })
})

test('ids that are very short are told', async () => {
  const { origin, close } = await served((request) => {
    const isThere = request.url.endsWith('/documents/7') && who(request) === 'emma'
    return new Response('', { status: isThere ? 200 : 404 })
  })
  const document = { ...one, hidden: '7', missing: '8', spare: '9' }
  const { notes } = await sweptBy({ ...simple(origin), types: { document } }, api)
  close()
  expect(notes.join()).toContain('The ids of `document` are very short')
})

describe('a login that is a function', () => {
  const withModule = (server: string) =>
    simple(server, { identities: { emma: { login: './login.js' }, tara: {} } })

  test('gives the fields, which are secret', async () => {
    const { origin, close } = await served((request) => {
      const token = request.headers.get('authorization')
      const isThere = new URL(request.url).pathname === '/documents/emmas-document'
      return new Response(token, { status: token === 'Bearer a-secret' && isThere ? 200 : 404 })
    })
    const give = (of: Readonly<Record<string, string>>) => ({
      Authorization: `Bearer ${of['EMMA'] === 'token-of-emma' ? 'a-secret' : ''}`,
    })
    const load = (path: string) => Promise.resolve(path === './login.js' ? { default: give } : {})
    const result = await sweptBy(withModule(origin), api, load)
    close()
    expect(result.coverage[0]).toMatchObject({ caller: 'tara', status: 'covered' })
    expect(JSON.stringify(result)).not.toContain('a-secret')
  })

  test.each<readonly [string, World['load'], string]>([
    [
      'is not there',
      () => Promise.reject(new Error('no file')),
      'cannot be loaded (no file). Check the path.',
    ],
    ['is none', () => Promise.resolve({ default: 1 }), 'has no default export that is a function.'],
    [
      'throws',
      () => Promise.resolve({ default: () => Promise.reject(new Error('a-secret')) }),
      'has thrown. It is not tried again.',
    ],
    ['gives no fields', () => Promise.resolve({ default: () => 'x' }), 'gave no header fields'],
  ])('stops the sweep before anything is asked, if it %s', async (_, load, message) => {
    const { origin, close, requests } = await served(() => new Response(''))
    await expect(sweptBy(withModule(origin), api, load)).rejects.toThrow(
      `the login of emma: ./login.js ${message}`,
    )
    close()
    expect(requests).toEqual([])
  })
})

describe('things that a sweep makes', () => {
  const withSteps = (server: string, methods: 'safe' | 'all') => {
    const { hidden, ...rest } = one
    return {
      ...simple(server, { methods }),
      types: {
        document: {
          ...rest,
          create: {
            as: 'emma',
            method: 'POST',
            path: '/documents',
            body: {},
            take: { id: 'body.id' },
          },
          remove: { as: 'emma', method: 'DELETE', path: '/documents/${id}' },
        },
      },
    }
  }

  /** Anybody may remove any document, if the service is careless. */
  const service = (isCareless: boolean) => {
    const ids = new Set<string>()
    let made = 0
    const handle = (request: Request): Response => {
      const id = new URL(request.url).pathname.replace('/documents/', '')
      if (request.method === 'POST') {
        const name = `document-${String((made += 1)).padStart(5, '0')}`
        ids.add(name)
        return Response.json({ id: name }, { status: 201 })
      }
      const isTheirs = who(request) === 'emma' && ids.has(id)
      if (request.method === 'DELETE' && (isTheirs || (isCareless && ids.has(id)))) {
        ids.delete(id)
        return new Response(null, { status: 204 })
      }
      return new Response('', { status: isTheirs && request.method === 'GET' ? 200 : 404 })
    }
    return { ids, handle }
  }

  test('are removed, and show that the entitled can tell by what changes something', async () => {
    const { ids, handle } = service(false)
    const { origin, close } = await served(handle)
    const { findings, coverage } = await sweptBy(withSteps(origin, 'all'), api)
    close()
    expect([...ids]).toEqual([])
    expect(findings).toEqual([])
    expect(coverage.map(({ route, caller, status }) => [route, caller, status])).toEqual([
      ['GET /documents/{id}', 'tara', 'covered'],
      ['DELETE /documents/{id}', 'tara', 'covered'],
      ['GET /documents/{id}', 'nobody', 'covered'],
      ['DELETE /documents/{id}', 'nobody', 'covered'],
      ['GET /documents/{id}', 'emma', 'covered'],
      ['DELETE /documents/{id}', 'emma', 'covered'],
    ])
  })

  test('are also the missing ones where no missing id is named, which are removed before', async () => {
    const { ids, handle } = service(false)
    const { origin, close, requests } = await served(handle)
    const { types, ...rest } = withSteps(origin, 'safe')
    const { missing: _missing, spare: _spare, ...document } = types.document
    const { findings, coverage } = await sweptBy({ ...rest, types: { document } }, api)
    close()
    expect([[...ids], findings]).toEqual([[], []])
    expect(coverage[0]).toMatchObject({ caller: 'tara', status: 'covered' })
    expect(requests.slice(0, 5)).toEqual([
      'POST /documents as token-of-emma',
      'DELETE /documents/document-00001 as token-of-emma',
      'POST /documents as token-of-emma',
      'DELETE /documents/document-00002 as token-of-emma',
      'POST /documents as token-of-emma',
    ])
  })

  test('are told where a missing one cannot be removed', async () => {
    const { handle } = service(false)
    const { origin, close } = await served((request) =>
      request.method === 'DELETE' ? new Response('', { status: 500 }) : handle(request),
    )
    const { types, ...rest } = withSteps(origin, 'safe')
    const { missing: _missing, spare: _spare, ...document } = types.document
    await expect(sweptBy({ ...rest, types: { document } }, api)).rejects.toThrow(
      'The document document-00001 was made and is left behind.',
    )
    close()
  })

  test('are told if they cannot be removed', async () => {
    const { handle } = service(false)
    const { origin, close } = await served((request) =>
      request.method === 'DELETE' ? new Response('', { status: 500 }) : handle(request),
    )
    const { changed } = await sweptBy(withSteps(origin, 'safe'), api)
    close()
    expect(changed).toEqual([
      'The document document-00001 was made and is left behind. ' +
        '`remove` of document: DELETE /documents/${id} was answered 500. Check what it sends. It is not tried again.',
    ])
  })

  test('are made anew when a stranger has removed them, which is told', async () => {
    const { ids, handle } = service(true)
    const { origin, close } = await served(handle)
    const { findings, changed } = await sweptBy(withSteps(origin, 'all'), api)
    close()
    expect([...ids]).toEqual([])
    expect(findings.map(lineOf)).toEqual([
      'access: DELETE /documents/{id} as tara by status',
      'access: DELETE /documents/{id} as nobody by status',
    ])
    expect(changed.filter((line) => line.endsWith('Another was made.')).length).toBe(2)
  })

  test('are named by the last segment of their location', async () => {
    const { ids, handle } = service(false)
    const { origin, close } = await served(async (request) => {
      const response = handle(request)
      if (request.method !== 'POST') return response
      const { id } = (await response.json()) as { id: string }
      const location = `http://documents.example/documents/${id}`
      return new Response('', { status: 201, headers: { location } })
    })
    const config = withSteps(origin, 'safe')
    config.types.document.create.take.id = 'location'
    const { coverage } = await sweptBy(config, api)
    close()
    expect([...ids]).toEqual([])
    expect(coverage[0]).toMatchObject({ status: 'covered' })
  })

  test('are told of once by a list that names them', async () => {
    const { ids, handle } = service(false)
    const { origin, close } = await served((request) =>
      new URL(request.url).pathname === '/stars'
        ? Response.json(who(request) === undefined ? [] : [...ids])
        : handle(request),
    )
    const listed = { ...api, paths: { ...api.paths, '/stars': { get: { responses: {} } } } }
    const { findings, coverage } = await sweptBy(withSteps(origin, 'safe'), listed)
    close()
    expect(findings.map(lineOf)).toEqual(['mention: GET /stars as tara by mention'])
    expect(
      coverage.flatMap(({ route, caller }) => (route === 'GET /stars' ? [caller] : [])),
    ).toEqual(['tara', 'nobody', 'emma'])
  })

  test('are removed as well where a request has made the missing thing', async () => {
    const { ids, handle } = service(false)
    const { origin, close } = await served((request) => {
      const id = new URL(request.url).pathname.replace('/documents/', '')
      if (request.method !== 'PUT' || who(request) !== 'emma') return handle(request)
      const status = ids.has(id) ? 204 : 201
      ids.add(id)
      return new Response(null, { status })
    })
    const config = withSteps(origin, 'all')
    const { findings, coverage } = await sweptBy(config, {
      ...api,
      paths: { '/documents/{id}': { ...api.paths['/documents/{id}'], put: { responses: {} } } },
    })
    close()
    expect([...ids]).toEqual([])
    expect(findings).toEqual([])
    expect(coverage.find(({ route }) => route.startsWith('PUT'))).toMatchObject({
      status: 'covered',
    })
  })
})

describe('a list', () => {
  const withList = (isOpen: boolean) =>
    served((request) => {
      const { pathname } = new URL(request.url)
      const isEmma = who(request) === 'emma'
      if (pathname === '/stars')
        return Response.json(
          isEmma || (isOpen && who(request) === 'tara') ? ['emmas-document'] : [],
        )
      if (pathname === '/ping') return new Response('pong')
      const isThere = pathname === '/documents/emmas-document'
      return new Response('', { status: isEmma && isThere ? 200 : 404 })
    })
  const listed = {
    ...api,
    paths: {
      ...api.paths,
      '/stars': { get: { responses: {} } },
      '/ping': { get: { responses: {} } },
    },
  }

  test('that names the hidden thing is found, though its route names no thing', async () => {
    const { origin, close } = await withList(true)
    const { findings, coverage } = await sweptBy(simple(origin), listed)
    close()
    expect(findings.map(lineOf)).toEqual(['mention: GET /stars as tara by mention'])
    expect(coverage.filter(({ route }) => route === 'GET /stars')).toEqual([
      { route: 'GET /stars', type: 'document', caller: 'tara', status: 'covered' },
      { route: 'GET /stars', type: 'document', caller: 'nobody', status: 'covered' },
      {
        route: 'GET /stars',
        type: 'document',
        caller: 'emma',
        isEntitled: true,
        status: 'covered',
      },
    ])
  })

  test('is quiet where it names the thing to the entitled alone, and what is no list does not count', async () => {
    const { origin, close } = await withList(false)
    const { findings, coverage } = await sweptBy(simple(origin), listed)
    close()
    expect(findings).toEqual([])
    expect(coverage.filter(({ route }) => route === 'GET /ping')).toEqual(
      ['emma', 'tara', 'nobody'].map((caller) => ({
        route: 'GET /ping',
        caller,
        status: 'without an id',
      })),
    )
  })
})

test('routes that are the same but for the names of parameters are asked once', async () => {
  const { origin, close } = await served(
    (request) =>
      new Response('', {
        status: who(request) === 'emma' && request.url.endsWith('emmas-document') ? 200 : 403,
      }),
  )
  const { coverage } = await sweptBy(simple(origin), {
    ...api,
    paths: {
      '/documents/{id}': { get: { responses: {} } },
      '/documents/{name}': { get: { responses: {} } },
    },
  })
  close()
  expect(coverage.map(({ route, status, why }) => [route, status, why])).toContainEqual([
    'GET /documents/{name}',
    'skipped',
    'asked as GET /documents/{id}',
  ])
  expect(coverage.filter(({ status }) => status === 'covered').length).toBe(3)
})

test('a path that has the word of the hidden id twice may be repeated', async () => {
  const { origin, close } = await served((request) => {
    const isThere = request.url.endsWith('/diaries/emmas-document')
    return who(request) === 'emma'
      ? new Response('', { status: isThere ? 200 : 404 })
      : new Response(`not at ${new URL(request.url).pathname}`, { status: 404 })
  })
  const paths = {
    '/folders/{folder}/diaries/{id}': { get: { responses: {} } },
  }
  const { findings, coverage } = await sweptBy(
    {
      ...simple(origin, { values: { folder: 'of-emmas-document' } }),
      types: { document: { ...one, in: ['/folders/{folder}/diaries/{id}'] } },
    },
    { ...api, paths },
  )
  close()
  expect(findings).toEqual([])
  expect(coverage[0]).toMatchObject({ status: 'covered' })
})

describe('routes that do not name the thing', () => {
  const listed = {
    openapi: '3.1.0',
    paths: {
      '/documents': { get: {} },
      '/health': { get: {} },
      '/documents/{id}': { get: {}, delete: {} },
    },
  }
  const made = (server: string) => {
    const { hidden, ...rest } = one
    const create = { as: 'emma', method: 'POST', path: '/documents', take: { id: 'body.id' } }
    const remove = { as: 'emma', method: 'DELETE', path: '/documents/${id}' }
    return { ...simple(server), types: { document: { ...rest, create, remove } } }
  }

  /** Everybody sees how many documents there are, if the service is careless. */
  const service = (isCareless: boolean, isRemovable = true) => {
    const ids = new Set<string>()
    let [madeYet, asked] = [0, 0]
    const handle = (request: Request): Response => {
      const id = new URL(request.url).pathname.replace(/^\/documents\/?/, '')
      const isEmma = who(request) === 'emma'
      if (id === '/health') return new Response('well')
      if (request.method === 'POST') {
        const name = `document-${String((madeYet += 1)).padStart(5, '0')}`
        ids.add(name)
        return Response.json({ id: name })
      }
      if (request.method === 'DELETE') {
        if (isRemovable) ids.delete(id)
        return new Response(null, { status: isRemovable ? 204 : 500 })
      }
      if (id === '') {
        const count = isEmma || isCareless ? ids.size : 0
        return Response.json({ count, request: String((asked += 1)) })
      }
      return new Response('', { status: isEmma && ids.has(id) ? 200 : 404 })
    }
    return { ids, handle }
  }
  const result = async (of: ReturnType<typeof service>) => {
    const { origin, close } = await served(of.handle)
    const swept = await sweptBy(made(origin), listed)
    close()
    return swept
  }

  test('are found out if they change with the thing, and the thing is removed in the end', async () => {
    const leaky = service(true)
    const { findings } = await result(leaky)
    expect(findings.map(lineOf)).toEqual([
      'existence: GET /documents as tara by body',
      'existence: GET /documents as nobody by body',
    ])
    expect(findings[0]?.mend).toMatch(/filter by permission before anything is listed/)
    expect([...leaky.ids]).toEqual([])
  })

  test('are covered if they change for the entitled, and other routes have nothing to hide', async () => {
    const { findings, coverage } = await result(service(false))
    expect(findings).toEqual([])
    const statusOf = (route: string) =>
      coverage.filter((line) => line.route === route).map(({ status }) => status)
    expect(statusOf('GET /documents')).toEqual(['covered', 'covered'])
    expect(statusOf('GET /health')).toEqual(['without an id', 'without an id', 'without an id'])
  })

  test('are left alone if the thing cannot be removed', async () => {
    const { coverage, changed } = await result(service(true, false))
    const line = coverage.find(({ route }) => route === 'GET /documents')
    expect(line?.status).toBe('without an id')
    expect(changed).toHaveLength(1)
  })
})

test('with `methods: all`, methods that are not declared are asked about the thing', async () => {
  const { origin, close } = await served((request) => {
    const isThere = new URL(request.url).pathname === '/documents/emmas-document'
    if (who(request) === 'emma') return new Response('', { status: isThere ? 200 : 404 })
    return new Response('', { status: request.method === 'PUT' && isThere ? 405 : 404 })
  })
  const config = simple(origin, { methods: 'all', questions: 'all' })
  const { findings } = await sweptBy(config, { ...api, paths: { '/documents/{id}': { get: {} } } })
  close()
  expect(findings.map(lineOf)).toEqual([
    'existence: PUT /documents/{id} as tara by status',
    'existence: PUT /documents/{id} as nobody by status',
  ])
})

test('a redirect to another host is not followed, and a path that names another host is not sent', async () => {
  const elsewhere = await served(() => new Response('', { status: 200 }))
  const { origin, close } = await served((request) => {
    const isThere = new URL(request.url).pathname === '/documents/emmas-document'
    return who(request) === 'emma'
      ? new Response('', { status: isThere ? 200 : 404 })
      : new Response('', { status: 302, headers: { location: elsewhere.origin } })
  })
  const result = await sweptBy(simple(origin), api)
  close()
  elsewhere.close()
  expect(elsewhere.requests).toEqual([])
  expect(result.coverage.slice(0, 2).map(({ status }) => status)).toEqual(['covered', 'covered'])
})
