/**
 * Sends every scenario over HTTP and holds the answer against the right one.
 */
import { request as httpRequest, type IncomingMessage } from 'node:http'
import type { Explanation, ResourceState } from 'glomar'
import { differences, type Field, type Observation } from 'glomar/testkit'
import { openDatabase, type Database } from './database.js'
import * as policies from './policies.js'
import type { AppPolicy } from './policies.js'
import { acts, type Act, type Scenario, type Who } from './scenarios.js'
import { serve } from './server.js'
import { makeTokens, type Tokens } from './tokens.js'

export const phones: Readonly<Record<Exclude<Who, 'nobody'>, string>> = { Emma: '987654321', John: '123456789', Tara: '555000111' }

export interface Result {
  readonly act: string
  readonly scenario: Scenario
  readonly wire: string
  readonly audit: string
  /** What is wrong; nothing, if all is right. */
  readonly faults: ReadonlyArray<string>
}

const ask = (url: string, { method, path, headers, body }: Scenario, authorization: string | undefined): Promise<Observation> =>
  new Promise((resolve, reject) => {
    const outgoing = httpRequest(
      `${url}${path}`,
      { method, headers: { ...headers, ...(authorization !== undefined && { authorization }) } },
      (incoming: IncomingMessage) => {
        const chunks: Array<Buffer> = []
        incoming.on('data', (chunk: Buffer) => chunks.push(chunk))
        incoming.on('end', () => {
          resolve({
            status: incoming.statusCode ?? 0,
            reason: incoming.statusMessage ?? '',
            headers: pairs(incoming.rawHeaders),
            trailers: pairs(incoming.rawTrailers),
            body: Buffer.concat(chunks).toString('latin1'),
          })
        })
      },
    )
    outgoing.on('error', reject)
    outgoing.end(body)
  })

/** Node gives names and values in one list. */
const pairs = (raw: ReadonlyArray<string>): ReadonlyArray<Field> =>
  raw.flatMap((name, i) => (i % 2 === 0 ? [[name, raw[i + 1] ?? ''] as const] : []))

const header = ({ headers }: Observation, wanted: string): string | undefined =>
  headers.find(([name]) => name.toLowerCase() === wanted)?.[1]

/** An answer in a few words. */
const inShort = (answer: Observation): string => {
  const challenge = header(answer, 'www-authenticate')
  const error = /error="([^"]+)"/.exec(challenge ?? '')?.[1]
  const allow = header(answer, 'allow')
  const body: unknown = answer.body === '' ? undefined : JSON.parse(Buffer.from(answer.body, 'latin1').toString())
  const words = [
    String(answer.status),
    ...(challenge !== undefined && (answer.status === 401 || error !== undefined) ? [challenge.split(' ')[0], error] : []),
    ...(allow === undefined ? [] : [`allow=${allow}`]),
    ...(answer.status === 401 ? [] : describe(body)),
  ]
  return words.filter((word) => word !== undefined).join(' ')
}

const describe = (body: unknown): ReadonlyArray<string | undefined> => {
  if (Array.isArray(body)) {
    const items = `${String(body.length)} item${body.length === 1 ? '' : 's'}`
    const [first] = body as ReadonlyArray<Record<string, string>>
    return [first?.['asker'] === undefined ? items : `${items}: ${first['asker']} ${String(first['target'])}`]
  }
  const { type, title, name, domain, message, missing, ask, scope } = (body ?? {}) as Record<string, string | undefined>
  const extra = Object.entries({ missing, ask, scope }).flatMap(([key, value]) => (value === undefined ? [] : [`${key}=${value}`]))
  return [type ?? title ?? name ?? domain ?? message, ...extra]
}

const authorizationOf = async (tokens: Tokens, { who, token }: Scenario): Promise<string | undefined> => {
  if (who === 'nobody') return undefined
  const phone = phones[who]
  switch (token) {
    case undefined:
      return `Bearer ${await tokens.issue(phone)}`
    case 'malformed token':
      return 'Bearer not-a-token'
    case 'expired token':
      return `Bearer ${await tokens.issue(phone, { expires: '-1m' })}`
    case 'token for another audience':
      return `Bearer ${await tokens.issue(phone, { audience: 'https://elsewhere.example' })}`
    case 'token without the scope':
      return `Bearer ${await tokens.issue(phone, { scope: 'profile' })}`
  }
}

const refuse = (): Promise<never> => Promise.reject(new Error('connection refused'))

/** What is different about a deployment. */
const deployments: Readonly<Record<Act['deployment'], { readonly policy: AppPolicy; readonly broken: Partial<Database> }>> = {
  closed: { policy: policies.closed, broken: {} },
  requestable: { policy: policies.requestable, broken: {} },
  blind: { policy: policies.blind, broken: {} },
  'store down': { policy: policies.closed, broken: { call: refuse } },
  'permission service down': { policy: policies.closed, broken: { roleIn: refuse } },
}

/** What the audit must say of a thing that exists, and of one that does not; under a chain, what stopped the caller hides it. */
const truth = { yes: ['present', 'unreachable'], no: ['absent', 'unreachable'] } as const satisfies Record<
  string,
  ReadonlyArray<ResourceState>
>

const play = async ({ title, deployment, scenarios }: Act, db: Database, tokens: Tokens): Promise<ReadonlyArray<Result>> => {
  await db.reset()
  if (deployment === 'requestable') await db.share(phones.John, phones.Emma)
  const { policy, broken } = deployments[deployment]
  let heard: Explanation | undefined
  const running = await serve({
    policy,
    db: { ...db, ...broken },
    tokens,
    audit: (explanation) => {
      heard = explanation
    },
    failed: () => undefined,
  })
  const results: Array<Result> = []
  const answers = new Map<string, Observation>()
  // the plain request: by the same caller, with the same method, and nothing else
  const plainly = ({ who, token, method }: Scenario, path: string): string => JSON.stringify([who, token, method, path])
  for (const scenario of scenarios) {
    heard = undefined
    const answer = await ask(running.url, scenario, await authorizationOf(tokens, scenario))
    if (!answers.has(plainly(scenario, scenario.path))) answers.set(plainly(scenario, scenario.path), answer)
    const wire = inShort(answer)
    const audit = heard as Explanation | undefined
    const twin = scenario.sameAs === undefined ? answer : answers.get(plainly(scenario, scenario.sameAs))
    const apart = twin === undefined ? ['it was not asked for'] : differences(answer, twin, ['date']).map(({ says }) => says)
    results.push({
      act: title,
      scenario,
      wire,
      audit:
        audit === undefined
          ? 'nothing was decided'
          : `${audit.state}; row ${audit.row}: ${audit.because}${audit.reason === undefined ? '' : ` (${audit.reason})`}`,
      faults: [
        ...(wire === scenario.wire ? [] : [`expected ${scenario.wire}`]),
        ...(audit?.row === scenario.row ? [] : [`expected row ${String(scenario.row)}`]),
        ...(audit === undefined || scenario.exists === '-' || (truth[scenario.exists] as ReadonlyArray<ResourceState>).includes(audit.state)
          ? []
          : [`the audit says ${audit.state}`]),
        ...(apart.length === 0 ? [] : [`differs from ${String(scenario.sameAs)}: ${apart.join('; ')}`]),
      ],
    })
  }
  await running.close()
  return results
}

/** All acts, one after the other, each with the database as it was. */
export const walk = async (script: ReadonlyArray<Act> = acts): Promise<ReadonlyArray<Result>> => {
  const [db, tokens] = [await openDatabase(), await makeTokens()]
  const results: Array<Result> = []
  for (const act of script) results.push(...(await play(act, db, tokens)))
  await db.close()
  return results
}
