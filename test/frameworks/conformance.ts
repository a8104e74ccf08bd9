/**
 * The conformance suite of the Model Context Protocol against the server in docs/mcp.md. The suite has
 * no token to send, and no scenario yet for what a server refuses. So it is let in, and asks whether
 * the refusals leave the protocol as it is. Scenarios that call tools, prompts or resources of their
 * own are left out: the server has none of these.
 */
import { execFile } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync } from 'node:fs'
import type { Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createAdaptorServer } from '@hono/node-server'
import { tokenFor } from '../mcp/authorizationServer.js'
import { serveMcp, url } from '../mcp/server.js'

const scenarios = {
  '2025-11-25': ['server-initialize', 'ping', 'tools-list', 'dns-rebinding-protection'],
  '2026-07-28': [
    'tools-list',
    'server-sse-multiple-streams',
    'sep-2164-resource-not-found',
    'http-header-validation',
    'dns-rebinding-protection',
  ],
} as const

/** With Emma's token, and under the name of the server in the place of that of this machine. */
const letIn = (token: string) => (request: Request) => {
  const headers = new Headers(request.headers)
  headers.set('authorization', `Bearer ${token}`)
  const origin = headers
    .get('origin')
    ?.replace(/^http:\/\/(?:127\.0\.0\.1|localhost):\d+$/, url.origin)
  if (origin !== undefined) headers.set('origin', origin)
  return serveMcp(new Request(request, { headers }))
}

/** What the suite says of each scenario that did not pass. */
export const conformance = async (node: string, suite: string): Promise<string> => {
  const token = await tokenFor('emma', 'mcp documents:write documents:delete')
  const server = createAdaptorServer({ fetch: letIn(token) }) as Server
  await once(server.listen(0, '127.0.0.1'), 'listening')
  const at = `http://127.0.0.1:${String((server.address() as AddressInfo).port)}${url.pathname}`
  const cwd = mkdtempSync(join(tmpdir(), 'conformance-'))
  const run = (version: string, scenario: string): Promise<string> =>
    new Promise((resolve) => {
      const args = ['server', '--url', at, '--spec-version', version, '--scenario', scenario]
      execFile(node, [suite, ...args], { cwd }, (error, stdout) => {
        const passed = error === null && /Passed: (\d+)\/\1, 0 failed/.test(stdout)
        resolve(passed ? '' : `${scenario} of ${version}\n${stdout}${error?.message ?? ''}`)
      })
    })
  const told: Array<string> = []
  for (const [version, names] of Object.entries(scenarios))
    for (const name of names) told.push(await run(version, name))
  server.close()
  rmSync(cwd, { recursive: true, force: true })
  return told.join('')
}
