/**
 * The client of version 1 of the SDK, which speaks the revisions before 2026-07-28, against the server
 * in docs/mcp.md.
 */
import assert from 'node:assert/strict'
import { once } from 'node:events'
import type { Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import { createAdaptorServer } from '@hono/node-server'
import { applicationOf } from '../mcp/application.js'
import { serveMcp, url } from '../mcp/server.js'

/** As much of version 1 as is used here. Its types are not there for `npm test`. */
interface Transport {
  finishAuth(code: string): Promise<void>
}
interface Client {
  connect(transport: Transport): Promise<void>
  listTools(): Promise<{ readonly tools: ReadonlyArray<{ readonly name: string }> }>
  callTool(call: object): Promise<object>
  close(): Promise<void>
}
interface Version1 {
  readonly Client: new (info: object) => Client
  readonly StreamableHTTPClientTransport: new (url: URL, options: object) => Transport
  readonly UnauthorizedError: new () => Error
}

const load = async (sdk: string): Promise<Version1> => {
  const modules = ['index.js', 'streamableHttp.js', 'auth.js'].map(
    (name) => import(join(sdk, 'dist/esm/client', name)) as Promise<object>,
  )
  return Object.assign({}, ...(await Promise.all(modules))) as Version1
}

export const clientOfVersion1 = async (sdk: string): Promise<string> => {
  const { Client, StreamableHTTPClientTransport, UnauthorizedError } = await load(sdk)
  const server = createAdaptorServer({ fetch: serveMcp }) as Server
  await once(server.listen(0, '127.0.0.1'), 'listening')
  const origin = `http://127.0.0.1:${String((server.address() as AddressInfo).port)}`

  const connected = async (user: string) => {
    const { callback, asked, ...options } = applicationOf(user, origin)
    const comeBack = (to: Transport) => to.finishAuth(callback().get('code') ?? '')
    const first = new StreamableHTTPClientTransport(url, options)
    const client = new Client({ name: 'app', version: '1' })
    await assert.rejects(client.connect(first), UnauthorizedError)
    await comeBack(first)
    const second = new StreamableHTTPClientTransport(url, options)
    await client.connect(second)
    return { client, asked, comeBack: () => comeBack(second) }
  }
  const deleteOne = { name: 'delete_document', arguments: { id: 'emmas-document' } }

  const emma = await connected('emma')
  await assert.rejects(emma.client.callTool(deleteOne), UnauthorizedError)
  await emma.comeBack()
  assert.match(JSON.stringify(await emma.client.callTool(deleteOne)), /emmas-document is deleted/)
  assert.deepEqual(emma.asked, ['mcp', 'mcp documents:read documents:delete'])
  await emma.client.close()

  const tara = await connected('tara')
  const { tools } = await tara.client.listTools()
  assert.deepEqual(
    tools.map(({ name }) => name),
    ['read_document'],
  )
  const said = (name: string): Promise<string> =>
    tara.client.callTool({ ...deleteOne, name }).then(
      (result) => JSON.stringify(result).replace(name, 'it'),
      (error: unknown) => String(error).replace(name, 'it'),
    )
  assert.equal(await said('delete_document'), await said('missing_document'))
  assert.deepEqual(tara.asked, ['mcp'])
  await tara.client.close()
  server.closeAllConnections()
  server.close()
  return ''
}
