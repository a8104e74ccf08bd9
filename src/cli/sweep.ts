/**
 * `glomar sweep`: whether a whole API, asked from outside, tells what is hidden.
 */
import { dirname, isAbsolute, join } from 'node:path'
import { visible } from '../analysis/visible.js'
import { isPlainObject, own } from '../lib/read.js'
import { misfits } from './decoded.js'
import { nameOf, readData } from './document.js'
import { CannotRun, exitCodes, type ExitCode, type Io } from './Io.js'
import { asJson } from './json.js'
import { weighed } from './sweep/accepted.js'
import { asText, headlineOf } from './sweep/asText.js'
import type { Acceptance, Config } from './sweep/Config.js'
import { initial } from './sweep/init.js'
import { readOpenApi, type Api } from './sweep/openapi.js'
import type { Operation } from './sweep/Operation.js'
import { readConfig } from './sweep/readConfig.js'
import { reportIn } from './sweep/reports.js'
import type { Result } from './sweep/Result.js'
import { readRoute } from './sweep/routes.js'
import { exitCodeOf, openOf } from './sweep/share.js'
import { sweep } from './sweep/sweep.js'
import { headed } from './words.js'

/** How a sweep is run. */
export interface SweepOptions {
  readonly isJson: boolean
  /** An earlier result: what it found is known. */
  readonly baseline: string | undefined
  /** Files for reports, by their ends: `.json`, `.xml` for JUnit, `.html`. */
  readonly out: ReadonlyArray<string>
}

/** Sweeps by a configuration. */
export const sweepBy = async (
  io: Io,
  source: string,
  { isJson, baseline, out }: SweepOptions,
): Promise<ExitCode> => {
  const config = await configIn(io, source)
  const operations = await operationsOf(io, source, config)
  const known = baseline === undefined ? [] : await knownIn(io, baseline)
  // before anything is asked
  for (const path of out) reportIn(path)
  const found = await sweep(config, operations, {
    ...io,
    load: (path) => io.load(besides(source, path)),
    onProgress: (done, of, what) => {
      io.err(`[${String(done + 1)}/${String(of)}] ${visible(what)}\n`)
    },
  })
  const today = new Date(io.now()).toISOString().slice(0, 10)
  const accepted = weighed(found.findings, config.accept ?? [], today)
  const result: Result = {
    ...found,
    findings: weighed(accepted.findings, known, today).findings,
    notes: [...found.notes, ...accepted.notes],
  }
  const { coverage: least = 1 } = config
  const code = exitCodeOf(result, least)
  for (const path of out) io.write(path, reportIn(path)(result))
  io.out(
    isJson
      ? asJson({ ok: code === exitCodes.yes, ...result })
      : `${headed(io, openOf(result).length === 0 && code !== exitCodes.cannotRun, headlineOf(result))}\n${asText(result, io.columns, least)}`,
  )
  return code
}

/** Prints a first configuration for a document. */
export const initBy = async (io: Io, api: string): Promise<ExitCode> => {
  const { operations, servers } = await apiIn(io, api)
  io.out(initial(api, operations, servers))
  return exitCodes.yes
}

/** A path in the configuration starts from its folder. */
const besides = (source: string, path: string): string =>
  isAbsolute(path) || source === '-' ? path : join(dirname(source), path)

const configIn = async (io: Io, source: string): Promise<Config> => {
  const data = await readData(io, source, {
    says: 'Write a first one with: glomar sweep --init openapi.json',
  })
  const read = readConfig(data.value, io.env)
  if (read.issues !== undefined) throw misfits(data, read.issues)
  return read.value
}

const apiIn = async (io: Io, source: string): Promise<Api> => {
  const data = await readData(io, source, { says: 'Name an OpenAPI document, or list `routes`.' })
  const api = readOpenApi(data.value)
  if (api.operations.length > 0) return api
  throw new CannotRun(api.faults.map((fault) => `${nameOf(source)}: ${visible(fault)}`).join('\n'))
}

const operationsOf = async (
  io: Io,
  source: string,
  { api, routes = [] }: Config,
): Promise<ReadonlyArray<Operation>> => {
  if (api === undefined) return routes.flatMap((route) => readRoute(route) ?? [])
  const path = besides(source, api)
  const { operations, faults } = await apiIn(io, path)
  for (const fault of faults) io.err(`glomar: ${nameOf(path)}: ${visible(fault)}\n`)
  return operations
}

/** What an earlier result found. */
const knownIn = async (io: Io, source: string): Promise<ReadonlyArray<Acceptance>> => {
  const { value } = await readData(io, source, {
    says: 'Write one with: glomar sweep CONFIG --json',
  })
  const findings = own(value, 'findings')
  if (!isPlainObject(value) || !Array.isArray(findings))
    throw new CannotRun(
      `${nameOf(source)}: expected a result of \`glomar sweep --json\`, with \`findings\`.`,
    )
  return findings.flatMap((finding) => {
    const fingerprint = own(finding, 'fingerprint')
    return typeof fingerprint === 'string'
      ? [{ fingerprint, reason: `known by ${nameOf(source)}` }]
      : []
  })
}
