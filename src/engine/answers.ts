/**
 * A route under a policy, ready to answer. The answers to a class of callers are made when such a
 * caller first comes: all at once, or the first answer about a hidden thing would take longer.
 */
import { nothing } from '../domain/Requirements.js'
import { strictest } from '../domain/Disclosure.js'
import * as Policy from '../domain/Policy.js'
import * as Route from '../domain/Route.js'
import { routeSeal, type RouteSeal } from '../domain/seals.js'
import type { Verdict } from '../domain/Verdict.js'
import * as Constants from '../wire/Constants.js'
import { describe, type CallerClass, type Demands, type Described } from './callers.js'
import { tellsRemedy, type Row } from './judge.js'
import type { Outcome } from './several.js'
import { spell } from './spell.js'
import { tableOf, type Setting, type Table } from './table.js'

/** Flat: what every decision reads is one step away. */
export interface Answers extends Demands {
  /** `undefined` where it was malformed. The strictest stands in, and nothing is granted. */
  readonly route: Route.Route | undefined
  readonly policy: Policy.Policy
  readonly constants: Constants.Constants
  /** A caller's part of the setting comes later. */
  readonly setting: Omit<Setting, 'caller'>
  readonly byClass: Array<ClassAnswers | undefined>
}

/** The answers to a class of callers. */
export interface ClassAnswers {
  readonly of: Described
  readonly setting: Setting
  readonly table: Table
  /** For each cell of the table, its answer. `undefined` where a remedy or a nonce is part of it. */
  readonly verdicts: ReadonlyArray<Verdict | undefined>
  /** For each outcome, its answer without a remedy or a nonce. */
  readonly constants: Map<Outcome, Verdict>
  /** Whether all cells have one answer, so that no look-up can change it. */
  readonly decidesBeforeLookup: boolean
}

/** The answers of a route. A route that was made remembers them for each policy. */
export const answersOf = (request: unknown, policy: Policy.Policy): Answers => {
  try {
    const seal = routeSeal(request)
    if (seal !== undefined)
      return seal.policy === policy && seal.value !== undefined
        ? (seal.value as Answers)
        : remember(seal, request, policy)
  } catch {
    // it is read below
  }
  return make(request, policy)
}

/** Weakly: a policy that nobody holds any more is forgotten once another was asked for. */
const remember = (seal: RouteSeal, route: unknown, policy: Policy.Policy): Answers => {
  const answers = (seal.others.get(policy) as Answers | undefined) ?? make(route, policy)
  if (!answers.setting.understood) return answers
  seal.others.set(policy, answers)
  seal.value = answers
  seal.policy = policy
  return answers
}

const noPolicy = /* @__PURE__ */ Policy.of({})

/** The strictest stands in for a route or a policy that was not made. */
const make = (request: unknown, given: Policy.Policy): Answers => {
  const route = attempt(() => Route.of(request as Route.RouteInWords))
  const policy = Policy.is(given) ? given : noPolicy
  const { scopes, acrValues, maxAge, authenticated } = route?.requires ?? nothing
  const disclosure = route ? Policy.disclosureOf(policy, route.resource) : strictest
  return {
    // copies that are not frozen: a frozen list is read several times as slowly
    scopes: scopes.map((all) => [...all]),
    acrValues: [...acrValues],
    maxAge,
    schemes: [...policy.service.schemes],
    route,
    policy,
    constants: Constants.of(policy.service, route?.requires ?? nothing),
    setting: {
      guarded: authenticated || route === undefined,
      understood: route !== undefined && policy === given,
      expects: route?.expects ?? 'present',
      // HEAD is decided as GET (RFC 9110 §9.3.2)
      listing: route?.shape === 'collection' && /^(?:GET|HEAD)$/.test(route.method),
      disclosure,
    },
    byClass: [],
  }
}

const attempt = <A>(make: () => A): A | undefined => {
  try {
    return make()
  } catch {
    return undefined
  }
}

/** The answers to a class of callers. */
export const answersTo = (answers: Answers, of: CallerClass): ClassAnswers =>
  answers.byClass[of] ?? fill(answers, of)

const fill = (answers: Answers, number: CallerClass): ClassAnswers => {
  const of = describe(number, answers.schemes)
  const setting = { ...answers.setting, caller: of.caller }
  const table = tableOf(setting)
  const constants = new Map<Outcome, Verdict>(
    [...new Set(table.map(alike))].map((row) => [row, spell(answers.constants, of, row)]),
  )
  const isConstant = (row: Row): boolean => !tellsRemedy(row) && !of.withNonce
  const verdicts = table.map((row) => (isConstant(row) ? constants.get(alike(row)) : undefined))
  const decidesBeforeLookup = constants.size === 1
  return (answers.byClass[number] = {
    of,
    setting,
    table,
    verdicts,
    constants,
    decidesBeforeLookup,
  })
}

/** The rows in whose answers nothing differs: the 401s without an error. */
const alike = (row: Outcome): Outcome => (row === '8' ? '5a' : row)

/** The answer of an outcome without a remedy or a nonce. */
export const constantOf = (
  { constants }: Answers,
  { of, constants: known }: ClassAnswers,
  outcome: Outcome,
): Verdict => {
  const verdict = known.get(alike(outcome)) ?? spell(constants, of, outcome)
  known.set(alike(outcome), verdict)
  return verdict
}
