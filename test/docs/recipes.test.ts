/**
 * The recipes that list routes are run, each beside a small application of its framework.
 */
import { expect, test } from 'vitest'
import { readRoute } from '../../src/cli/sweep/routes.js'
import { recipes, routesBy } from './recipes.js'

type Files = Readonly<Record<string, string>>

const express = (name: string, more: string): string => `
  import express from '${name}'
  export const app = express()
  const answer = (request, response) => response.end()
  const documents = express.Router({ mergeParams: true })
  documents.get('/', answer).post('/', answer)
  documents.route('/:id').all((request, response, next) => next()).get(answer)
  const folders = express.Router()
  folders.use((request, response, next) => next())
  folders.use('/:folder/documents', documents)
  app.use(express.json())
  app.get(['/', '/index'], answer)
  app.use('/v1.0/folders', folders)
  ${more}
`

const nested = (parameter: string): string => `
  const documents = make()
  documents.get('/', answer)
  documents.get('/:id', answer)
  documents.delete('/:id', answer)
  const folders = make()
  mount(folders, '/:folder/documents', documents)
  mount(app, '/folders', folders)
  app.get('/reports/${parameter}', answer)
`

const expected = [
  '  - GET /folders/{folder}/documents',
  '  - GET /folders/{folder}/documents/{id}',
  '  - DELETE /folders/{folder}/documents/{id}',
]

const inExpress = [
  '  - GET /',
  '  - GET /index',
  '  - GET /v1.0/folders/{folder}/documents',
  '  - POST /v1.0/folders/{folder}/documents',
  ...['GET', 'POST', 'PUT', 'PATCH', 'DELETE'].map(
    (method) => `  - ${method} /v1.0/folders/{folder}/documents/{id}`,
  ),
]

const controller = `
  import { Controller, Delete, Get, Module } from '@nestjs/common'
  class Documents { read() {} remove() {} }
  const on = (name) => [Documents.prototype, name, Object.getOwnPropertyDescriptor(Documents.prototype, name)]
  Get(':id')(...on('read'))
  Delete(':id')(...on('remove'))
  Controller('folders/:folder/documents')(Documents)
  export class ApplicationModule {}
  Module({ controllers: [Documents] })(ApplicationModule)
`

const applications: ReadonlyArray<readonly [string, string, Files, ReadonlyArray<string>]> = [
  [
    'Express 5',
    'express5',
    {
      'app.js': express(
        'express',
        `app.get('/reports{/:year}', answer); app.put('/files/*path', answer); app.get(/^\\/a+$/, answer)`,
      ),
    },
    [
      ...inExpress,
      '  - GET /reports',
      '  - GET /reports/{year}',
      '  - PUT /files/{path}',
      '  # GET /^\\/a+$',
    ],
  ],
  [
    'Express 4',
    'express4',
    {
      'app.js': express(
        'express4',
        `app.get('/reports/:year(\\\\d+)?', answer); app.get('/all(/since)?', answer); app.put('/files/*', answer); app.get(/^\\/a+$/, answer)`,
      ),
    },
    [
      ...inExpress,
      '  - GET /reports',
      '  - GET /reports/{year}',
      '  - GET /all',
      '  - GET /all/since',
      '  - PUT /files/{rest}',
      '  # GET /^\\/a+$',
    ],
  ],
  [
    'Fastify',
    'fastify',
    {
      'routes.js': `
        const answer = async () => ''
        const documents = async (app) => {
          app.get('/', answer)
          app.get('/:id', answer)
          app.delete('/:id', answer)
        }
        const folders = async (app) => app.register(documents, { prefix: '/:folder/documents' })
        export const routes = async (app) => {
          app.register(folders, { prefix: '/folders' })
          app.route({ method: ['GET', 'PUT'], url: '/reports/:year(^\\\\d+$)', handler: answer })
        }
      `,
    },
    ['  - GET /reports/{year}', '  - PUT /reports/{year}', ...expected],
  ],
  [
    'Hono',
    'hono',
    {
      'app.js': `
        import { Hono } from 'hono'
        export const app = new Hono()
        app.use(async (context, next) => next())
        const answer = (context) => context.text('')
        const make = () => new Hono()
        const mount = (outer, path, inner) => outer.route(path, inner)
        ${nested(':year{[0-9]+}?')}
      `,
    },
    [...expected, '  - GET /reports', '  - GET /reports/{year}'],
  ],
  [
    'Koa',
    'koa',
    {
      'app.js': `
        import Router from '@koa/router'
        const app = new Router()
        export const router = app
        app.use(async (context, next) => next())
        const answer = (context) => { context.body = '' }
        const make = () => new Router()
        const mount = (outer, path, inner) => outer.use(path, inner.routes())
        ${nested('{:year}').replace('/{:year}', '{/:year}')}
      `,
    },
    [...expected, '  - GET /reports', '  - GET /reports/{year}'],
  ],
  ['NestJS on Express', 'express5', { 'module.js': controller }, expected.slice(1)],
  ['NestJS on Fastify', 'nest', { 'module.js': controller }, expected.slice(1)],
  [
    'Next.js',
    'next',
    {
      'app/page.tsx': '',
      'app/(shop)/folders/[folder]/documents/[id]/page.tsx': '',
      'app/(shop)/folders/[folder]/documents/[id]/@side/page.tsx': '',
      'app/(shop)/folders/[folder]/(..)documents/[id]/page.tsx': '',
      'app/_parts/page.tsx': '',
      'app/api/files/[...path]/route.ts':
        'export async function GET() {}\nexport const PUT = () => {}\nexport const dynamic = 1',
      'app/docs/[[...slug]]/page.js': '',
      'app/layout.tsx': '',
    },
    [
      '  - GET /folders/{folder}/documents/{id}',
      '  - GET /api/files/{path}',
      '  - PUT /api/files/{path}',
      '  - GET /docs',
      '  - GET /docs/{slug}',
      '  - GET /',
    ],
  ],
]

test.each(applications)('the recipe for %s lists nested routes', (_, recipe, files, routes) => {
  const lines = routesBy(recipe, files)
  expect([...lines].sort()).toEqual([...routes].sort())
  // a sweep takes each of them
  for (const line of lines)
    expect(line.startsWith('  # ') || readRoute(line.slice(4)) !== undefined).toBe(true)
})

test('each recipe is run', () => {
  const run = [...applications.map(([, recipe]) => recipe), 'say', 'app'].sort()
  expect([...recipes()].sort()).toEqual([...new Set(run)])
})
