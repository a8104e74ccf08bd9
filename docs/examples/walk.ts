/**
 * Sends every scenario over HTTP and compares the answer with the right one.
 */
import { request as httpRequest, type IncomingMessage } from 'node:http'
import type { Explanation, Renderer } from 'glomar'
import { differences, type Field, type Observation } from 'glomar/testkit'
import { openDatabase, type Database } from './database.js'
import * as policies from './policies.js'
import type { AppPolicy } from './policies.js'
import { linkToAsk, correlated, type Sent } from './renderers.js'
import { acts, type Act, type Deployment, type Scenario, type Who } from './scenarios.js'
import { serve } from './server.js'
import { makeTokens, type Tokens } from './tokens.js'

export const phones: Readonly<Record<Exclude<Who, 'nobody'>, string>> = {
  Emma: '987654321',
  John: '123456789',
  Tara: '555000111',
}

export interface Result {
  readonly act: string
  readonly scenario: Scenario
  readonly wire: string
  readonly says: ReadonlyArray<string>
  /** What the operator was told; `undefined` where nothing was decided. */
  readonly audit: Explanation | undefined
  /** What is wrong. Empty where all is right. */
  readonly wrong: ReadonlyArray<string>
}

const ask = (
  url: string,
  { method, path, headers, body }: Scenario,
  authorization: string | undefined,
): Promise<Observation> =>
  new Promise((resolve, reject) => {
    const credentials = authorization !== undefined && { authorization }
    const outgoing = httpRequest(
      `${url}${path}`,
      { method, headers: { ...headers, ...credentials } },
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

/** An answer in a few words, and what else it says. */
const inShort = (answer: Observation): Pick<Result, 'wire' | 'says'> => {
  const text = Buffer.from(answer.body, 'latin1').toString()
  const body: unknown = text === '' ? {} : JSON.parse(text)
  const allow = header(answer, 'allow')
  return {
    wire: [String(answer.status), ...(answer.status === 401 ? challenge(answer) : named(body))]
      .filter((word) => word !== undefined)
      .join(' '),
    says: [...(allow === undefined ? [] : [`allow: ${allow}`]), ...details(body)],
  }
}

const challenge = (answer: Observation): ReadonlyArray<string | undefined> => {
  const value = header(answer, 'www-authenticate') ?? ''
  return [value.split(' ')[0], /error="([^"]+)"/.exec(value)?.[1]]
}

type Texts = Readonly<Record<string, string | undefined>>

const named = (body: unknown): ReadonlyArray<string | undefined> => {
  if (Array.isArray(body)) return [`${String(body.length)} item${body.length === 1 ? '' : 's'}`]
  const { type, title, name, domain } = body as Texts
  const ofOurOwn = type === undefined || type === 'about:blank' ? undefined : type
  return [ofOurOwn?.split('/').at(-1) ?? title ?? name ?? domain]
}

const details = (body: unknown): ReadonlyArray<string> => {
  if (Array.isArray(body))
    return (body as ReadonlyArray<Texts>).flatMap(({ asker, target }) =>
      asker === undefined ? [] : [`${asker} asks for ${String(target)}`],
    )
  const names = ['missing_permissions', 'request_access', 'scope', 'correlation_id', 'message']
  return names.flatMap((name) => {
    const value = (body as Texts)[name]
    return value === undefined ? [] : [`${name}: ${value}`]
  })
}

const tokenFor = (tokens: Tokens, phone: string, token: Scenario['token']): Promise<string> => {
  switch (token) {
    case undefined:
      return tokens.issue(phone)
    case 'malformed token':
      return Promise.resolve('not-a-token')
    case 'expired token':
      return tokens.issue(phone, { expires: '-1m' })
    case 'wrong audience':
      return tokens.issue(phone, { audience: 'https://elsewhere.example' })
    case 'without scope':
      return tokens.issue(phone, { scope: 'profile' })
  }
}

const authorizationOf = async (tokens: Tokens, { who, token }: Scenario) =>
  who === 'nobody' ? undefined : `Bearer ${await tokenFor(tokens, phones[who], token)}`

const refuse = (): Promise<never> => Promise.reject(new Error('connection refused'))

interface Differs {
  readonly policy?: AppPolicy
  readonly renderer?: Renderer<Sent>
  readonly broken?: Partial<Database>
}

/** What is different about a deployment. */
const deployments: Readonly<Record<Deployment, Differs>> = {
  closed: {},
  requestable: { policy: policies.requestable },
  blind: { renderer: linkToAsk },
  'store down': { broken: { call: refuse } },
  'permissions down': { broken: { roleIn: refuse } },
}

const truth: Readonly<Record<Scenario['exists'], string | undefined>> = {
  yes: 'present',
  no: 'absent',
  '-': undefined,
}

const play = async (
  { title, deployment, scenarios }: Act,
  db: Database,
  tokens: Tokens,
): Promise<ReadonlyArray<Result>> => {
  await db.reset()
  if (deployment === 'requestable') await db.share(phones.John, phones.Emma)
  const { policy = policies.closed, renderer = correlated, broken = {} } = deployments[deployment]
  const heard: Array<Explanation> = []
  const running = await serve({
    policy,
    renderer,
    db: { ...db, ...broken },
    tokens,
    audit: (explanation) => void heard.push(explanation),
    failed: () => undefined,
  })
  const results: Array<Result> = []
  const plain = new Map<string, Observation>()
  const keyOf = ({ who, token, method }: Scenario, path: string): string =>
    JSON.stringify([who, token, method, path])
  for (const scenario of scenarios) {
    heard.length = 0
    const answer = await ask(running.url, scenario, await authorizationOf(tokens, scenario))
    const { path, sends, sameAs } = scenario
    if (sends === undefined) plain.set(keyOf(scenario, path), answer)
    const twin = sameAs === undefined ? answer : plain.get(keyOf(scenario, sameAs))
    const apart = twin === undefined ? undefined : differences(answer, twin, ['date'])
    const result = { act: title, scenario, ...inShort(answer), audit: heard[0] }
    results.push({ ...result, wrong: [...mistakesIn(result), ...difference(sameAs, apart)] })
  }
  await running.close()
  return results
}

const mistakesIn = ({ scenario, wire, says, audit }: Omit<Result, 'wrong'>) => {
  const { row, exists, says: expected = [] } = scenario
  const state = audit === undefined ? undefined : truth[exists]
  return [
    ...(wire === scenario.wire ? [] : [`expected ${scenario.wire}, got ${wire}`]),
    ...(says.join() === expected.join()
      ? []
      : [`expected [${expected.join()}], got [${says.join()}]`]),
    ...(audit?.row === row ? [] : [`expected row ${String(row)}, got ${String(audit?.row)}`]),
    ...(state === undefined || state === audit?.state
      ? []
      : [`the audit says ${String(audit?.state)}`]),
    ...(audit?.faults ?? []).map(({ path, message }) => `${path}: ${message}`),
  ]
}

const difference = (
  sameAs: string | undefined,
  apart: ReadonlyArray<{ readonly says: string }> | undefined,
): ReadonlyArray<string> => {
  if (apart === undefined) return [`there is no answer to ${String(sameAs)} to compare with`]
  const all = apart.map(({ says }) => says).join('; ')
  return apart.length === 0 ? [] : [`differs from ${String(sameAs)}: ${all}`]
}

/** All acts, one after the other, each with the database as it was. */
export const walk = async (script: ReadonlyArray<Act> = acts): Promise<ReadonlyArray<Result>> => {
  const [db, tokens] = [await openDatabase(), await makeTokens()]
  const results: Array<Result> = []
  for (const act of script) results.push(...(await play(act, db, tokens)))
  await db.close()
  return results
}
