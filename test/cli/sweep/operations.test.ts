/**
 * What is asked: the operations of a document or of a list, and where ids stand in them.
 */
import { describe, expect, test } from 'vitest'
import { readOpenApi } from '../../../src/cli/sweep/openapi.js'
import { nameOf, type Operation } from '../../../src/cli/sweep/Operation.js'
import { placesOf, sitesOf } from '../../../src/cli/sweep/places.js'
import { readRoute } from '../../../src/cli/sweep/routes.js'
import { sited, targetsOf } from '../../../src/cli/sweep/targets.js'
import { sampleOf, withIds } from '../../../src/cli/sweep/sample.js'

const schemas = {
  Move: {
    type: 'object',
    required: ['target', 'reason'],
    properties: {
      target: { type: 'string' },
      reason: { type: 'string', minLength: 3 },
      note: { type: 'string', nullable: true },
      parent: { $ref: '#/components/schemas/Move' },
    },
  },
}

const documentOf = (openapi: string) => ({
  openapi,
  info: { title: 'documents', version: '1' },
  servers: [{ url: 'https://api.example/v1' }],
  paths: {
    '/documents/{id}': {
      parameters: [{ $ref: '#/components/parameters/id' }],
      get: { responses: {} },
      delete: { responses: {} },
    },
    '/users/{id}/documents/{document}': { get: { responses: {} } },
    '/moves': {
      post: {
        parameters: [{ name: 'dry', in: 'query', schema: { type: 'boolean' } }],
        requestBody: {
          content: { 'application/json': { schema: { $ref: '#/components/schemas/Move' } } },
        },
        responses: {},
      },
    },
  },
  components: {
    schemas,
    parameters: { id: { name: 'id', in: 'path', required: true, schema: { type: 'string' } } },
  },
})

describe.each(['3.0.3', '3.1.0'])('an OpenAPI document of version %s', (version) => {
  const api = readOpenApi(documentOf(version))

  test('has its operations, with the parameters of their path', () => {
    expect(api.faults).toEqual([])
    expect(api.operations.map(nameOf)).toEqual([
      'GET /documents/{id}',
      'DELETE /documents/{id}',
      'GET /users/{id}/documents/{document}',
      'POST /moves',
    ])
    expect(api.operations[0]?.parameters).toMatchObject([{ name: 'id', in: 'path' }])
    expect(api.servers).toEqual(['https://api.example/v1'])
  })

  test('has the members of bodies, although a schema refers to itself', () => {
    expect(api.operations[3]?.members).toEqual(['target', 'reason', 'note', 'parent'])
  })
})

test('a document of version 3.2 has operations of any method', () => {
  const { operations } = readOpenApi({
    openapi: '3.2.0',
    paths: { '/files/{id}': { query: {}, additionalOperations: { COPY: {}, MKCOL: {} } } },
  })
  expect(operations.map(({ method }) => method)).toEqual(['QUERY', 'COPY', 'MKCOL'])
})

test('a document that refers to another host is told so, and nothing is fetched', () => {
  const document = documentOf('3.1.0')
  const away = { $ref: 'https://elsewhere.example/a.json' }
  const { faults } = readOpenApi({
    ...document,
    components: { ...document.components, schemas: { Move: away } },
  })
  expect(faults.join()).toContain('https://elsewhere.example/a.json')
})

test.each([
  [
    { swagger: '2.0' },
    'swagger: expected an OpenAPI document from 3.0 on, got Swagger "2.0"; convert it first',
  ],
  [
    { openapi: '3.1.0' },
    'paths: expected a plain object, got undefined; name another document, or list `routes`',
  ],
  [
    { openapi: '3.1.0', paths: {} },
    'paths: expected at least one operation, got none; name another document, or list `routes`',
  ],
  [
    null,
    'openapi: expected a version from 3.0 on, got undefined; name another document, or list `routes`',
  ],
])('%j is no document to sweep by', (document, fault) => {
  expect(readOpenApi(document)).toMatchObject({ operations: [], faults: [fault] })
})

describe('a line of a list', () => {
  test('is an operation with its query and its body', () => {
    expect(readRoute('POST /moves?dry=true {"target": "x"}')).toMatchObject({
      method: 'POST',
      path: '/moves',
      parameters: [{ name: 'dry', in: 'query', schema: { example: 'true' } }],
      members: ['target'],
    })
  })

  test.each(['GET documents', '/documents', 'POST /moves {target}', ''])('%j is none', (text) => {
    expect(readRoute(text)).toBeUndefined()
  })
})

describe('a place', () => {
  const places = placesOf({
    user: { in: ['/users/{id}'] },
    document: { in: ['/documents/{id}', '/users/{user}/documents/{id}', '/moves target'] },
    folder: { in: ['target', 'parent'] },
  })
  const typesIn = (line: string) =>
    sitesOf(readRoute(line) as Operation, places).map(({ type, in: where, name }) => [
      type,
      where,
      name,
    ])

  test.each([
    ['GET /documents/{documentId}/history', [['document', 'path', 'documentId']]],
    [
      'GET /users/{id}/documents/{id}',
      [
        ['user', 'path', 'id'],
        ['document', 'path', 'id'],
      ],
    ],
    ['GET /notes/{id}', []],
    ['GET /search?target=', [['folder', 'query', 'target']]],
    [
      'POST /moves {"target": "", "deep": [{"parent": ""}]}',
      [
        ['document', 'body', 'target'],
        ['folder', 'body', 'parent'],
      ],
    ],
  ])('in %s is told by the path before it', (line, expected) => {
    expect(typesIn(line)).toEqual(expected)
  })
})

describe('a list of ids', () => {
  const list = { type: 'array', items: { type: 'string' } }
  const parameter = (more: object) => ({
    name: 'ids',
    in: 'query',
    required: true,
    schema: list,
    ...more,
  })
  const asked = (item: object, own: object = { own: { tara: 'taras-document' } }) => {
    const type = { entitled: ['emma'], in: ['ids'], hidden: 'h', missing: 'm', ...own }
    const config = { types: { document: type } }
    const { operations } = readOpenApi({ openapi: '3.1.0', paths: { '/documents': item } })
    const asking = {
      config,
      ids: { document: { hidden: 'h', missing: 'm' } },
      base: '',
      caller: 'tara',
    }
    return targetsOf(sited(operations, config), 'document', asking).flatMap((target) =>
      target.asked.map(({ route, question }) => {
        const { path, headers, body } = question.at(target.pathOf('h'))
        return [route, body ?? headers['ids'] ?? path]
      }),
    )
  }
  const [alone, beside] = ['', ', beside an own one']
  const routeOf = (where: string, more: string) => `GET /documents (ids in the ${where}${more})`

  test.each([
    ['as names that repeat', {}, '/documents?ids=h', '/documents?ids=taras-document&ids=h'],
    ['with commas', { explode: false }, '/documents?ids=h', '/documents?ids=taras-document,h'],
    [
      'with pipes',
      { style: 'pipeDelimited', explode: false },
      '/documents?ids=h',
      '/documents?ids=taras-document%7Ch',
    ],
    [
      'with spaces',
      { style: 'spaceDelimited', explode: false },
      '/documents?ids=h',
      '/documents?ids=taras-document%20h',
    ],
  ])('in a query is asked alone and beside an own one: %s', (_, more, one, two) => {
    expect(asked({ get: { parameters: [parameter(more)] } })).toEqual([
      [routeOf('query', alone), one],
      [routeOf('query', beside), two],
    ])
  })

  test('in a field has commas', () => {
    expect(asked({ get: { parameters: [parameter({ in: 'header' })] } })).toEqual([
      [routeOf('header', alone), 'h'],
      [routeOf('header', beside), 'taras-document,h'],
    ])
  })

  test('in a body is asked alone and beside an own one, too', () => {
    const schema = { type: 'object', required: ['ids'], properties: { ids: list } }
    const requestBody = { content: { 'application/json': { schema } } }
    expect(asked({ post: { requestBody } })).toEqual([
      ['POST /documents (ids in the body)', '{"ids":["h"]}'],
      ['POST /documents (ids in the body, beside an own one)', '{"ids":["taras-document","h"]}'],
    ])
  })

  test('is asked alone where the caller has nothing of their own, and one id is no list', () => {
    expect(asked({ get: { parameters: [parameter({})] } }, {})).toEqual([
      [routeOf('query', alone), '/documents?ids=h'],
    ])
    expect(asked({ get: { parameters: [parameter({ schema: { type: 'string' } })] } })).toEqual([
      [routeOf('query', alone), '/documents?ids=h'],
    ])
  })

  test('in a line of a list of routes has commas, or a body that has a list', () => {
    const { parameters } = readRoute('GET /documents?ids=a,b') as Operation
    expect(parameters[0]).toMatchObject({ between: ',' })
  })
})

describe('a body', () => {
  test('has what is required and what is wanted, and no more', () => {
    const made = sampleOf(schemas.Move, (name) => name === 'target')
    expect(made).toMatchObject({ target: 'a', reason: 'aaa' })
    expect(made).not.toHaveProperty('note')
  })

  test('gets ids as the texts, numbers and lists that they stand for', () => {
    const ids = withIds({ a: 1, b: ['x', 'y'], c: { a: 'z' }, d: 'd' }, (name) =>
      name === 'd' ? undefined : name === 'c' ? undefined : ['42'],
    )
    expect(ids).toEqual({ a: 42, b: ['42'], c: { a: '42' }, d: 'd' })
  })

  test('is composed of all parts, and of the first of several alternatives', () => {
    const schema = {
      allOf: [
        { type: 'object', required: ['a'], properties: { a: { type: 'integer', minimum: 5 } } },
        {
          type: 'object',
          required: ['b'],
          properties: { b: { oneOf: [{ enum: ['x'] }, { type: 'number' }] } },
        },
      ],
    }
    expect(sampleOf(schema)).toEqual({ a: 5, b: 'x' })
  })
})
