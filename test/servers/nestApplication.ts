/**
 * An application of NestJS on Express and on Fastify. It is written without decorators' own syntax,
 * which the compiler of this package is not set up for.
 */
import type { Server } from 'node:http'
import {
  BadRequestException,
  Body,
  Controller,
  Get,
  Logger,
  Module,
  Param,
  Put,
  Req,
  Res,
  UseGuards,
  type CanActivate,
  type ExceptionFilter,
  type INestApplication,
} from '@nestjs/common'
import { NestFactory } from '@nestjs/core'
import { ExpressAdapter } from '@nestjs/platform-express'
import { FastifyAdapter } from '@nestjs/platform-fastify'
import {
  changeDocument,
  isStale,
  readDocument,
  type Document,
  type Documents,
} from './documents.js'
import type { Application } from './matrix.js'
import { RefusedFilter } from './nest.js'
import { mayAct, RefusedOnExpress } from './nestGuard.js'

/** What the responses of both platforms have in common. */
interface Outgoing {
  header(name: string, value: string): unknown
  status(code: number): unknown
}

export interface Guards {
  readonly read: CanActivate
  readonly change: CanActivate
}

const guardsOf = (documents: Documents): Guards => ({
  read: mayAct(documents, readDocument),
  change: mayAct(documents, changeDocument),
})

/** What `ValidationPipe` does. A guard comes before all pipes. */
const aTitle = {
  transform: (body: unknown) => {
    const { title } = (body ?? {}) as { readonly title?: unknown }
    if (typeof title !== 'string') throw new BadRequestException('title must be a string')
    return { title }
  },
}

const moduleOf = (documents: Documents, { read, change }: Guards) => {
  class DocumentsController {
    read(id: string, response: Outgoing) {
      const { title, etag, modified } = documents.get(id) as Document
      response.header('etag', etag)
      response.header('last-modified', modified)
      return { title }
    }
    change(
      id: string,
      _body: unknown,
      { headers }: { readonly headers: { readonly 'if-match'?: string } },
      response: Outgoing,
    ) {
      const stale = isStale(headers['if-match'], documents.get(id) as Document)
      response.status(stale ? 412 : 204)
    }
  }
  const { prototype } = DocumentsController
  const on = (method: keyof typeof prototype) =>
    Object.getOwnPropertyDescriptor(prototype, method) as PropertyDescriptor
  Get(':id')(prototype, 'read', on('read'))
  UseGuards(read)(prototype, 'read', on('read'))
  Param('id')(prototype, 'read', 0)
  Res({ passthrough: true })(prototype, 'read', 1)
  Put(':id')(prototype, 'change', on('change'))
  UseGuards(change)(prototype, 'change', on('change'))
  Param('id')(prototype, 'change', 0)
  Body(aTitle)(prototype, 'change', 1)
  Req()(prototype, 'change', 2)
  Res({ passthrough: true })(prototype, 'change', 3)
  Controller('documents')(DocumentsController)
  class Root {
    readonly name = 'documents'
  }
  Module({ controllers: [DocumentsController] })(Root)
  return Root
}

const serverOf = async (app: INestApplication, filter: ExceptionFilter): Promise<Server> => {
  app.enableCors()
  app.useGlobalFilters(filter)
  await app.init()
  return app.getHttpServer() as Server
}

export const nestOnExpress =
  (guards = guardsOf): Application =>
  async (documents) => {
    Logger.overrideLogger(false)
    const root = moduleOf(documents, guards(documents))
    return serverOf(await NestFactory.create(root, new ExpressAdapter()), new RefusedOnExpress())
  }

export const nestOnFastify =
  (guards = guardsOf): Application =>
  async (documents) => {
    Logger.overrideLogger(false)
    const root = moduleOf(documents, guards(documents))
    const adapter = new FastifyAdapter()
    const server = await serverOf(await NestFactory.create(root, adapter), new RefusedFilter())
    await adapter.getInstance().ready()
    return server
  }
