/**
 * `glomar check`: whether strangers learn what the file does not allow.
 */
import { asText, findings, unexpected, type Expectations, type Tells } from 'glomar/analysis'
import type { Policy } from 'glomar'
import { didYouMean } from '../lib/show.js'
import { visible } from '../analysis/visible.js'
import { readPolicyFile } from './decoded.js'
import { nameOf } from './document.js'
import { exitCodes, type ExitCode, type Io } from './Io.js'
import { asJson } from './json.js'
import { defaults, headed, look } from './words.js'

export const check = async (io: Io, source: string, isJson: boolean): Promise<ExitCode> => {
  const { policy, expect, defaulted } = await readPolicyFile(io, source)
  const beyond = unexpected(policy, expect)
  const ok = beyond.length === 0
  const others = findings(policy).filter(({ kind }) => kind !== 'tells')
  const unnamed = Object.keys(expect).filter((type) => !Object.hasOwn(policy.types, type))
  if (isJson) io.out(asJson({ ok, unexpected: beyond, unnamed, findings: others, defaulted }))
  else {
    io.out(`${headed(io, ok, verdict(nameOf(source), ok, expect))}\n`)
    if (!ok) io.out(`${asText(beyond, look(io))}\n${howToMend(beyond)}`)
    if (others.length > 0) io.out(`\n${asText(others, look(io))}`)
    for (const type of unnamed) io.out(`\n${ofUnnamed(type, policy)}\n`)
    io.out(`${defaulted.length > 0 ? '\n' : ''}${defaults(defaulted)}`)
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
const howToMend = (beyond: ReadonlyArray<Tells>): string =>
  [
    'Make `existence` of these types stricter, or allow it:',
    'expect:',
    ...beyond.flatMap(({ types, personas }) => {
      const toAll = personas.some(({ persona }) => persona === 'visitors')
      return types.map((type) => `  ${written(type)}: ${toAll ? 'public' : 'authenticated'}`)
    }),
    '',
  ].join('\n')

const written = (type: string): string =>
  /^[a-z][\w-]*$/i.test(type) ? type : JSON.stringify(type)

const ofUnnamed = (type: string, policy: Policy.Policy): string => {
  const nearest = didYouMean(type, Object.keys(policy.types))
  return visible(`\`${type}\` is under \`expect\` and not under \`types\`${nearest || '.'}`)
}
