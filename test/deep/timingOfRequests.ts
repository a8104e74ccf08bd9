/**
 * `npm run test:timing`, its second half: does `timing` of the test kit find what it is there to find,
 * over a real socket? One handler does the same for hidden and missing. One answers early where nothing
 * is: that is planted, and must be found.
 *
 * A few tenths of a millisecond are looked for, on loopback. It needs a quiet machine.
 */
import { Agent, createServer, request, type RequestListener } from 'node:http'
import type { AddressInfo } from 'node:net'
import { Authn, decide, Facts, Permission, Policy, Route } from 'glomar'
import { send as sendRefusal } from 'glomar/http/node'
import { timing, type Probe, type Recorded, type Timing } from 'glomar/testkit'

const policy = Policy.of({ document: {} })
const route = Route.of({ method: 'GET', resource: 'document' })
const documents = new Map([['emmas-document', { owner: 'emma' }]])
const idOf = (url = ''): string => url.slice('/documents/'.length)

/** The permission service, as slow for what exists as for what does not. */
const workFor = (milliseconds: number): void => {
  const end = performance.now() + milliseconds
  while (performance.now() < end);
}

const refuse: RequestListener = (incoming, response) => {
  const facts = Facts.of(documents.get(idOf(incoming.url)), () => Permission.deny())
  const verdict = decide(route, Authn.authenticated(), ...facts, policy)
  if (verdict._tag !== 'Ok') sendRefusal(verdict, response)
}

const sound: RequestListener = (incoming, response) => {
  workFor(0.3)
  refuse(incoming, response)
}

const early: RequestListener = (incoming, response) => {
  if (documents.has(idOf(incoming.url))) workFor(0.3)
  refuse(incoming, response)
}

const measured = async (handler: RequestListener): Promise<Timing> => {
  const server = createServer(handler).listen(0, '127.0.0.1')
  await new Promise((resolve) => server.once('listening', resolve))
  const { port } = server.address() as AddressInfo
  // one connection: to open another for each request would be most of the time
  const agent = new Agent({ keepAlive: true, maxSockets: 1 })
  const send = ({ method, path }: Probe): Promise<Recorded> =>
    new Promise((resolve, reject) => {
      const outgoing = request({ agent, port, method, path }, (incoming) => {
        const { statusCode: status = 0, headers } = incoming
        incoming.resume().on('end', () => {
          resolve({ status, headers })
        })
      })
      outgoing.on('error', reject).end()
    })
  try {
    return await timing({
      hidden: '/documents/emmas-document',
      missing: '/documents/nicks-document',
      spare: '/documents/johns-document',
      delay: 0.2,
      rounds: 3_000,
      send,
    })
  } finally {
    agent.destroy()
    server.close()
  }
}

const subjects = [
  { name: 'the same work for both', handler: sound, expected: 'Alike' },
  { name: 'a planted early answer', handler: early, expected: 'Apart' },
] as const

const faults: Array<string> = []
for (const { name, handler, expected } of subjects) {
  const { _tag, says, control } = await measured(handler)
  console.log(`${name}: ${_tag}: ${says}; control ${control.toFixed(2)}`)
  if (_tag !== expected) faults.push(`${name}: expected ${expected}, got ${_tag}`)
}
console.log(faults.length === 0 ? 'over a socket, timing finds what is planted' : faults.join('; '))
process.exitCode = faults.length === 0 ? 0 : 1
