/**
 * What is asked: the operations of a document or of a list, and where ids stand in them.
 */
import { describe, expect, test } from 'vitest'
import { readOpenApi } from '../../../src/cli/sweep/openapi.js'
import { nameOf, type Operation } from '../../../src/cli/sweep/Operation.js'
import { placesOf, sitesOf } from '../../../src/cli/sweep/places.js'
import { readRoute } from '../../../src/cli/sweep/routes.js'
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
  [{ swagger: '2.0' }, 'openapi: expected a version from 3.0 on, got undefined'],
  [{ openapi: '3.1.0' }, 'paths: expected a plain object, got undefined'],
  [{ openapi: '3.1.0', paths: {} }, 'paths: expected at least one operation, got none'],
  [null, 'openapi: expected a version from 3.0 on, got undefined'],
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

describe('a body', () => {
  test('has what is required and what is wanted, and no more', () => {
    const made = sampleOf(schemas.Move, (name) => name === 'target')
    expect(made).toMatchObject({ target: 'a', reason: 'aaa' })
    expect(made).not.toHaveProperty('note')
  })

  test('gets ids as the texts, numbers and lists that they stand for', () => {
    const ids = withIds({ a: 1, b: ['x', 'y'], c: { a: 'z' }, d: 'd' }, (name) =>
      name === 'd' ? undefined : name === 'c' ? undefined : '42',
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
