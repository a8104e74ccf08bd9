/**
 * `glomar check`: whether strangers learn what the file does not allow.
 */
import {
  asText,
  findings,
  unexpected,
  type Expectations,
  type Expected,
  type Tells,
} from 'glomar/analysis'
import type { Policy } from 'glomar'
import { quoted } from '../analysis/words.js'
import { didYouMean } from '../lib/show.js'
import { readPolicyFile } from './decoded.js'
import { nameOf } from './document.js'
import { exitCodes, type ExitCode, type Io } from './Io.js'
import { asJson } from './json.js'
import { defaults, headed, inLines, look } from './words.js'

export const check = async (io: Io, source: string, isJson: boolean): Promise<ExitCode> => {
  const { policy, expect, defaulted } = await readPolicyFile(io, source)
  const beyond = unexpected(policy, expect)
  const ok = beyond.length === 0
  const others = findings(policy).filter(({ kind }) => kind !== 'tells')
  const unnamed = Object.keys(expect).filter((type) => !Object.hasOwn(policy.types, type))
  const tooWide = tooWideIn(policy, expect)
  const notes = [
    ...others.map(({ says }) => says),
    ...unnamed.map((type) => ofUnnamed(type, policy)),
    ...tooWide.map(ofTooWide),
  ]
  if (isJson)
    io.out(asJson({ ok, unexpected: beyond, unnamed, tooWide, findings: others, defaulted }))
  else {
    io.out(`${headed(io, ok, verdict(nameOf(source), ok, expect))}\n`)
    if (!ok) io.out(`${asText(beyond, look(io))}\n${howToMend(beyond, expect)}`)
    if (notes.length > 0)
      io.out(
        `\n${inLines(
          io,
          notes.map((note) => `Note: ${note}`),
        )}`,
      )
    io.out(`${defaulted.length > 0 ? '\n' : ''}${defaults(io, defaulted)}`)
  }
  return ok ? exitCodes.yes : exitCodes.no
}

const verdict = (name: string, ok: boolean, expect: Expectations): string => {
  if (!ok) return `${name} tells more than it expects.`
  return Object.keys(expect).length > 0
    ? `${name} tells visitors and strangers no more than it expects.`
    : `${name} tells visitors and strangers nothing.`
}

/** What would have to be expected, as YAML. A name in quotes is YAML whatever it holds. */
const howToMend = (beyond: ReadonlyArray<Tells>, expect: Expectations): string =>
  [
    ...(Object.keys(expect).length > 0
      ? ['Make `existence` of these types stricter, or allow it under `expect`:']
      : ['Make `existence` of these types stricter, or allow it:', 'expect:']),
    ...[...neededFor(beyond)].map(([type, word]) => `  ${written(type)}: ${word}`),
    '',
  ].join('\n')

/** For each type of which something is told: what would have to be expected. */
const neededFor = (told: ReadonlyArray<Tells>): ReadonlyMap<string, Expected> =>
  new Map(
    told.flatMap(({ types, personas }) => {
      const toAll = personas.some(({ persona }) => persona === 'visitors')
      return types.map((type) => [type, toAll ? 'public' : 'authenticated'] as const)
    }),
  )

/** An expectation that allows more than the policy tells. */
interface TooWide {
  readonly type: string
  readonly expected: Expected
  /** What would do. */
  readonly enough: Expected | null
}

const tooWideIn = (policy: Policy.Policy, expect: Expectations): ReadonlyArray<TooWide> => {
  const needed = neededFor(unexpected(policy, {}))
  return Object.entries(expect).flatMap(([type, expected]) => {
    const enough = needed.get(type) ?? null
    const fits = enough === 'public' || enough === expected
    return fits || !Object.hasOwn(policy.types, type) ? [] : [{ type, expected, enough }]
  })
}

const ofTooWide = ({ type, expected, enough }: TooWide): string => {
  const who = expected === 'public' ? 'visitors' : 'strangers'
  const allowed = `\`expect\` allows ${who} to learn of ${quoted(type)}`
  return enough === null
    ? `${allowed}, and the policy tells them nothing. Drop it.`
    : `${allowed}, and the policy tells strangers only. Write ${quoted(enough)}.`
}

const written = (type: string): string =>
  /^[a-z][\w-]*$/i.test(type) ? type : JSON.stringify(type)

const ofUnnamed = (type: string, policy: Policy.Policy): string => {
  const question = didYouMean(type, Object.keys(policy.types)) || '.'
  return `${quoted(type)} is under \`expect\` and not under \`types\`${question}`
}
