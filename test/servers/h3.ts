/**
 * The recipe for h3 1 in docs/servers.md.
 */
import { createServer, type Server } from 'node:http'
import { createApp, createRouter, defineEventHandler, setResponseHeaders, toNodeListener } from 'h3'
import { decide } from 'glomar'
import { send } from 'glomar/http/node'
import { facts, policy, readDocument, type Document, type Documents } from './documents.js'

export const h3Server = (documents: Documents): Server => {
  const readHandler = defineEventHandler((event) => {
    const document = documents.get(event.context.params?.['id'] ?? '')
    const asked = facts(event.headers.get('authorization') ?? undefined, document)
    const verdict = decide(readDocument, ...asked, policy)
    if (verdict._tag !== 'Ok') return send(verdict, event.node.res)
    const { title, etag, modified } = document as Document
    setResponseHeaders(event, { etag, 'last-modified': modified })
    return { title }
  })
  const router = createRouter().use('/documents/:id', readHandler, ['get', 'head'])
  return createServer(toNodeListener(createApp().use(router)))
}
