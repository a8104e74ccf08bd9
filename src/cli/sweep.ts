/**
 * `glomar sweep`: whether a whole API, asked from outside, tells what is hidden.
 */
import { dirname, isAbsolute, join } from 'node:path'
import { visible } from '../analysis/visible.js'
import { isPlainObject, own } from '../lib/read.js'
import { misfits } from './decoded.js'
import { nameOf, readData, type Data } from './document.js'
import { CannotRun, exitCodes, type ExitCode, type Io } from './Io.js'
import { asJson } from './json.js'
import { weighed } from './sweep/accepted.js'
import { asText, count, headlineOf } from './sweep/asText.js'
import { paceOf } from './sweep/client.js'
import type { Acceptance, Config } from './sweep/Config.js'
import { initial } from './sweep/init.js'
import { Misconfigured } from './sweep/Misconfigured.js'
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
  const { config, data } = await configIn(io, source)
  const operations = await operationsOf(io, source, config)
  const known = baseline === undefined ? [] : await knownIn(io, baseline)
  // before anything is asked
  for (const path of out) checkOut(io, path)
  const found = await sweep(config, operations, {
    ...io,
    stop: io.stop(),
    load: (path) => io.load(besides(source, path)),
    onEstimate: (requests) => {
      const { perSecond = paceOf(config.server) } = config.limits ?? {}
      io.err(
        `Up to about ${count(requests, 'request')}: ${spanOf(Math.ceil(requests / perSecond))} at ${String(perSecond)} a second.\n`,
      )
    },
    onProgress: (done, of, what) => {
      io.err(`[${String(done + 1)}/${String(of)}] ${visible(what)}\n`)
    },
  }).catch((cause: unknown) => {
    throw cause instanceof Misconfigured ? misfits(data, cause.wrongs) : cause
  })
  const today = new Date(io.now()).toISOString().slice(0, 10)
  const accepted = weighed(found.findings, config.accept ?? [], today)
  const result: Result = {
    ...found,
    findings: weighed(accepted.findings, known, today).findings,
    notes: [...found.notes, ...accepted.notes, ...goneOf(accepted.findings, known, baseline)],
  }
  const { coverage: least = 1 } = config
  const code = exitCodeOf(result, least)
  io.out(
    isJson
      ? asJson({ ok: code === exitCodes.yes, ...result })
      : `${headed(io, openOf(result).length === 0 && code !== exitCodes.cannotRun, headlineOf(result))}\n${asText(result, io.columns, least)}`,
  )
  for (const path of out) written(io, path, reportIn(path)(result))
  return code
}

const spanOf = (seconds: number): string =>
  seconds < 120 ? count(seconds, 'second') : count(Math.ceil(seconds / 60), 'minute')

/** Whether a report can be written there, as far as that is known before. */
const checkOut = (io: Io, path: string): void => {
  reportIn(path)
  const folder = dirname(path)
  if (io.isFolder(path))
    throw new CannotRun(`--out ${nameOf(path)} is a folder. Name a file in it.`)
  if (!io.isFolder(folder))
    throw new CannotRun(
      `--out ${nameOf(path)}: the folder ${nameOf(folder)} does not exist. Make it first.`,
    )
}

const written = (io: Io, path: string, text: string): void => {
  try {
    io.write(path, text)
  } catch (cause) {
    throw new CannotRun(
      `--out ${nameOf(path)} cannot be written (${visible(String(cause))}). Name another file.`,
    )
  }
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

const configIn = async (
  io: Io,
  source: string,
): Promise<{ readonly config: Config; readonly data: Data }> => {
  const data = await readData(io, source, {
    says: 'Write a first one with: glomar sweep --init openapi.json',
  })
  const read = readConfig(data.value, io.env)
  if (read.issues !== undefined) throw misfits(data, read.issues)
  return { config: read.value, data }
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

/** What is known and not found any more would be accepted if it came back. */
const goneOf = (
  findings: Result['findings'],
  known: ReadonlyArray<Acceptance>,
  baseline = '',
): ReadonlyArray<string> => {
  const found = new Set(findings.map(({ fingerprint }) => fingerprint))
  const gone = known.filter(({ fingerprint }) => !found.has(fingerprint)).length
  return gone === 0
    ? []
    : [
        `Of the findings in ${nameOf(baseline)}, ${String(gone)} were not found again: write it anew with --json, or they stay accepted.`,
      ]
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
