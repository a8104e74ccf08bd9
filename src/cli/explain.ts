/**
 * `glomar explain`: what a caller is answered, and why.
 */
import { Authn, Facts, Policy, PolicyFile, Route } from '../codec/index.js'
import { decide, explain, type Policy as Made, type Verdict } from 'glomar'
import { own } from '../lib/read.js'
import { noSuch } from '../lib/show.js'
import { decodeAt, misfits, readPolicyFile, type Decoded } from './decoded.js'
import { checkOnce, readData } from './document.js'
import { example } from './example.js'
import { exitCodes, type ExitCode, type Io } from './Io.js'
import { asJson } from './json.js'
import { headed, inLines } from './words.js'

/** `policyAt`: where the policy file is, unless the policy stands with the facts. */
export const explainFacts = async (
  io: Io,
  source: string,
  policyAt: string | undefined,
  isJson: boolean,
): Promise<ExitCode> => {
  const { route, authn, facts, policy } = await readFacts(io, source, policyAt)
  const verdict = decide(route, authn, ...facts, policy)
  const explanation = explain(route, authn, ...facts, policy)
  if (isJson) io.out(asJson({ verdict, explanation }))
  else {
    const answer = [headed(io, verdict._tag === 'Ok', headline(verdict)), ...sent(verdict), '', '']
    io.out(`${answer.join('\n')}${inLines(io, explanation.says)}`)
  }
  return exitCodes.yes
}

const headline = (verdict: Verdict): string =>
  'status' in verdict ? `${String(verdict.status)} ${verdict._tag} (${verdict.code})` : verdict._tag

/** All that leaves the building. */
const sent = (verdict: Verdict): ReadonlyArray<string> => {
  if (!('status' in verdict)) return []
  const fields = Object.entries<string>({ ...verdict.headers })
  return [...fields.map(([name, value]) => `${name}: ${value}`), JSON.stringify(verdict.body)]
}

const hint = { says: 'For example:', example }

const readFacts = async (io: Io, source: string, policyAt: string | undefined) => {
  checkOnce([source, policyAt])
  const data = await readData(io, source, hint)
  const { value } = data
  const names = ['policy', 'route', 'authn', 'facts']
  const unknown = Object.keys(value)
    .filter((name) => !names.includes(name))
    .map((name) => ({ path: [name], message: noSuch('member', name, names) }))
  const twice =
    policyAt !== undefined && Object.hasOwn(value, 'policy')
      ? [{ path: ['policy'], message: policyTwice }]
      : []
  const [policy, route, authn, facts] = [
    policyAt === undefined
      ? policyIn(own(value, 'policy'))
      : { value: (await readPolicyFile(io, policyAt)).policy },
    decodeAt(Route, ['route'], own(value, 'route')),
    decodeAt(Authn, ['authn'], own(value, 'authn')),
    decodeAt(Facts, ['facts'], own(value, 'facts')),
  ]
  if (
    unknown.length > 0 ||
    twice.length > 0 ||
    policy.issues ||
    route.issues ||
    authn.issues ||
    facts.issues
  )
    throw misfits(data, [
      ...unknown,
      ...twice,
      ...[policy, route, authn, facts].flatMap(({ issues = [] }) => issues),
    ])
  return { policy: policy.value, route: route.value, authn: authn.value, facts: facts.value }
}

const policyTwice = 'given twice, in the file and by --policy; leave out one of the two'

/** A policy file, which has a version; or a policy as one process hands it to another. */
const policyIn = (u: unknown): Decoded<Made.Policy> => {
  if (own(u, 'version') === undefined) return decodeAt(Policy, ['policy'], u)
  const file = decodeAt(PolicyFile, ['policy'], u)
  return file.issues === undefined ? { value: file.value.policy } : file
}
