/**
 * A route under a policy, ready to answer. The answers to a class of callers are made when such a
 * caller first comes: all at once, or the first answer about a hidden thing would take longer.
 */
import { strictest } from '../domain/Disclosure.js'
import * as Policy from '../domain/Policy.js'
import { nothing } from '../domain/Requirements.js'
import * as Route from '../domain/Route.js'
import { policySeal, routeSeal, type RouteSeal } from '../domain/seals.js'
import type { Verdict } from '../domain/Verdict.js'
import * as Constants from '../wire/Constants.js'
import { describe, type CallerClass, type Demands, type Described } from './callers.js'
import { tellsRemedy, type Caller, type Row } from './judge.js'
import type { Outcome } from './several.js'
import { spell } from './spell.js'
import { hasRemedy, numberOfSetting, tableOf, type Setting, type Table } from './table.js'

/** Flat: what every decision reads is one step away. */
export interface Answers extends Demands {
  readonly policy: Policy.Policy
  readonly constants: Constants.Constants
  /** A caller's part of the setting comes later. */
  readonly setting: Omit<Setting, 'caller'>
  readonly byClass: Array<ClassAnswers | undefined>
  /** Whether they are remembered, so that it pays to make all answers of a class at once. */
  readonly isKept: boolean
}

/** The answers to a class of callers. */
export interface ClassAnswers {
  readonly of: Described
  readonly setting: Setting
  readonly table: Table
  /** For each cell of the table, its answer. `undefined` where a remedy or a nonce is part of it. */
  readonly verdicts: Array<Verdict | undefined>
  /** For each outcome, its answer without a remedy or a nonce; `undefined` where none is kept. */
  readonly constants: Map<Outcome, Verdict> | undefined
}

/** The answers of a route. A route that was made remembers them for each policy. */
export const answersOf = (request: unknown, policy: Policy.Policy): Answers => {
  const seal = routeSeal(request)
  if (seal === undefined) return make(routeOf(request), policy, false)
  return seal.policy === policy && seal.answers !== undefined
    ? (seal.answers as Answers)
    : remember(seal, request as Route.Route, policy)
}

/** The route, or `undefined` where it is malformed. */
export const routeOf = (request: unknown): Route.Route | undefined => {
  try {
    return Route.of(request as Route.RouteInWords)
  } catch {
    return undefined
  }
}

/** Weakly: a policy that nobody holds any more is forgotten once another was asked for. */
const remember = (seal: RouteSeal, route: Route.Route, policy: Policy.Policy): Answers => {
  if (!Policy.is(policy)) return make(route, policy, false)
  const answers = seal.others?.get(policy) ?? shared(route, policy)
  if (seal.policy !== undefined) (seal.others ??= new WeakMap()).set(seal.policy, seal.answers)
  seal.policy = policy
  seal.answers = answers
  return answers as Answers
}

/** Routes that require nothing answer alike where their settings are alike: they share the answers. */
const shared = (route: Route.Route, policy: Policy.Policy): unknown => {
  const answers = policySeal(policy)?.answers ?? []
  if (route.requires !== nothing) return make(route, policy, true)
  return (answers[numberOfSetting(settingOf(route, policy, true))] ??= make(route, policy, true))
}

/** The strictest stands in for a route that is malformed. */
const settingOf = (
  route: Route.Route | undefined,
  policy: Policy.Policy,
  understood: boolean,
): Answers['setting'] => ({
  guarded: route === undefined || route.requires.authenticated,
  understood,
  expects: route?.expects ?? 'present',
  // HEAD is decided as GET (RFC 9110 §9.3.2)
  listing: route?.shape === 'collection' && /^(?:GET|HEAD)$/.test(route.method),
  disclosure: route ? Policy.disclosureOf(policy, route.resource) : strictest,
})

const noPolicy = /* @__PURE__ */ Policy.of({})

/** The strictest stands in for a policy that was not made. */
const make = (route: Route.Route | undefined, given: Policy.Policy, isKept: boolean): Answers => {
  const policy = Policy.is(given) ? given : noPolicy
  const requires = route?.requires ?? nothing
  return {
    // copies that are not frozen: a frozen list is read several times as slowly
    scopes: requires.scopes.map((all) => [...all]),
    acrValues: [...requires.acrValues],
    maxAge: requires.maxAge,
    schemes: [...policy.service.schemes],
    policy,
    constants: Constants.of(policy.service, requires),
    // where one was not understood, nothing is granted
    setting: settingOf(route, policy, route !== undefined && policy === given),
    byClass: [],
    isKept,
  }
}

/** Written out: a spread takes several times as long. */
const withCaller = (s: Answers['setting'], caller: Caller): Setting => ({
  caller,
  guarded: s.guarded,
  understood: s.understood,
  expects: s.expects,
  listing: s.listing,
  disclosure: s.disclosure,
})

/** The answers to a class of callers. */
export const answersTo = (answers: Answers, of: CallerClass): ClassAnswers =>
  answers.byClass[of] ?? fill(answers, of)

const fill = (answers: Answers, number: CallerClass): ClassAnswers => {
  const of = describe(number, answers.schemes)
  const setting = withCaller(answers.setting, of.caller)
  const table = tableOf(setting)
  if (!answers.isKept) return { of, setting, table, verdicts: [], constants: undefined }
  const to: ClassAnswers = { of, setting, table, verdicts: [], constants: new Map() }
  const isConstant = (row: Row, cell: number): boolean =>
    !of.withNonce && !(tellsRemedy(row) && hasRemedy(cell))
  for (const [cell, row] of table.entries())
    to.verdicts.push(isConstant(row, cell) ? constantOf(answers, to, row) : undefined)
  return (answers.byClass[number] = to)
}

/** The rows in whose answers nothing differs: the 401s without an error. */
const alike = (row: Outcome): Outcome => (row === '8' ? '5a' : row)

/** The answer of an outcome without a remedy or a nonce. */
export const constantOf = (
  { constants }: Answers,
  { of, constants: known }: ClassAnswers,
  outcome: Outcome,
): Verdict => {
  const verdict = known?.get(alike(outcome)) ?? spell(constants, of, outcome)
  known?.set(alike(outcome), verdict)
  return verdict
}

/** Whether a class of callers gets one answer, whatever a look-up may find. */
export const hasOneAnswer = ({ table }: ClassAnswers): boolean =>
  new Set(table.map(alike)).size === 1
