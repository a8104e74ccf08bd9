/**
 * A route under a policy, ready to answer. The answers to a class of callers are made when such a
 * caller first comes: all at once, or the first answer about a hidden thing would take longer.
 */
import { nothing } from '../domain/Requirements.js'
import type { Denial } from '../domain/Remedy.js'
import { strictest, type Disclosure } from '../domain/Disclosure.js'
import * as Policy from '../domain/Policy.js'
import * as Route from '../domain/Route.js'
import type { Verdict } from '../domain/Verdict.js'
import * as Constants from '../wire/Constants.js'
import * as Refusals from '../wire/refusals.js'
import * as Callers from './callers.js'
import { tellsRemedy, type Row } from './judge.js'
import { tableOf, type Setting, type Table } from './table.js'

/** Flat: what every decision reads is one step away. */
export interface Answers extends Callers.Demands {
  readonly route: Route.Route
  readonly policy: Policy.Policy
  /** The arguments that were not made, or were malformed. Then nothing is granted. */
  readonly misunderstood: ReadonlyArray<'route' | 'policy'>
  readonly disclosure: Disclosure
  readonly constants: Constants.Constants
  readonly byClass: Array<ClassAnswers | undefined>
}

/** The answers to a class of callers. */
export interface ClassAnswers {
  readonly setting: Setting
  readonly table: Table
  /** For each cell of the table, its answer. `undefined` where a remedy or a nonce is part of it. */
  readonly verdicts: ReadonlyArray<Verdict | undefined>
  /** For each row, its answer without a remedy or a nonce. One object for rows that look alike. */
  readonly constants: Map<Row, Verdict>
  /** Whether all cells have one answer, so that no look-up can change it. */
  readonly settled: boolean
}

const noRoute = /* @__PURE__ */ Route.of({
  method: 'GET',
  resource: 'unknown',
  requires: { authenticated: true },
})
const noPolicy = /* @__PURE__ */ Policy.of({})

/** The answers of a route. A route that was made remembers them for each policy. */
export const answersOf = (request: unknown, policy: Policy.Policy): Answers => {
  try {
    const { [Route.memo]: memo } = request as { readonly [Route.memo]?: Route.Memo }
    if (memo === undefined || !Route.is(request)) return make(request, policy)
    if (memo.policy === policy && memo.value !== undefined) return memo.value as Answers
    return remember(memo, request, policy)
  } catch {
    return make(request, policy)
  }
}

const remember = (memo: Route.Memo, route: Route.Route, policy: Policy.Policy): Answers => {
  // weakly: a policy that nobody holds any more is forgotten with its answers
  const known = memo.others.get(policy) as Answers | undefined
  const answers = known ?? make(route, policy)
  if (answers.misunderstood.length > 0) return answers
  memo.others.set(policy, answers)
  memo.policy = policy
  memo.value = answers
  return answers
}

/** The strictest stands in for a route or a policy that was not made. */
const make = (request: unknown, given: Policy.Policy): Answers => {
  const made = attempt(() => Route.of(request as Route.RouteInWords))
  const route = made ?? noRoute
  const known = Policy.is(given)
  const policy = known ? given : noPolicy
  const { scopes, acrValues, maxAge } = route.requires
  const { schemes } = policy.service
  return {
    scopes,
    acrValues,
    maxAge,
    schemes,
    route,
    policy,
    misunderstood: [
      ...(made === undefined ? (['route'] as const) : []),
      ...(known ? [] : (['policy'] as const)),
    ],
    disclosure: made === undefined ? strictest : Policy.disclosureOf(policy, route.resource),
    constants: Constants.of(policy.service, made === undefined ? nothing : route.requires),
    byClass: Array.from({ length: Callers.classes(schemes) }, () => undefined),
  }
}

const attempt = <A>(make: () => A): A | undefined => {
  try {
    return make()
  } catch {
    return undefined
  }
}

/** The setting in which a thing is judged for a class of callers. */
const settingOf = (answers: Answers, of: Callers.CallerClass): Setting => ({
  caller: Callers.callerOf(of),
  guarded: answers.route.requires.authenticated,
  understood: answers.misunderstood.length === 0,
  expects: answers.route.expects,
  listing: Route.lists(answers.route),
  disclosure: answers.disclosure,
})

/** The answers to a class of callers. */
export const answersTo = (answers: Answers, of: Callers.CallerClass): ClassAnswers =>
  answers.byClass[of] ?? fill(answers, of)

const fill = (answers: Answers, of: Callers.CallerClass): ClassAnswers => {
  const setting = settingOf(answers, of)
  const table = tableOf(setting)
  const rows = new Set(table.map(alike))
  const constants = new Map([...rows].map((row) => [row, spell(answers, of, row)]))
  const hasNonce = Callers.kindOf(of) === Callers.nonceWanted
  const isConstant = (row: Row): boolean => !tellsRemedy(row) && !hasNonce
  const verdicts = table.map((row) => (isConstant(row) ? constants.get(alike(row)) : undefined))
  return (answers.byClass[of] = { setting, table, verdicts, constants, settled: rows.size === 1 })
}

/** The rows in whose answers nothing differs: the 401s without an error. */
const alike = (row: Row): Row => (row === '8' ? '5a' : row)

/** The answer of a row without a remedy or a nonce. */
export const constantOf = (answers: Answers, of: Callers.CallerClass, row: Row): Verdict => {
  const { constants } = answersTo(answers, of)
  const verdict = constants.get(alike(row)) ?? spell(answers, of, row)
  constants.set(alike(row), verdict)
  return verdict
}

const ok: Verdict = /* @__PURE__ */ Object.freeze({ _tag: 'Ok' })
const empty: Verdict = /* @__PURE__ */ Object.freeze({ _tag: 'Empty' })
const conflict: Verdict = /* @__PURE__ */ Object.freeze({ _tag: 'Conflict' })

/** The answer of a row. The remedy counts in row 9, the nonce in row 1. */
export const spell = (
  { constants }: Answers,
  of: Callers.CallerClass,
  row: Row,
  remedy?: Denial,
  nonce?: string,
): Verdict => {
  const scheme = Callers.schemeOf(of, constants.service.schemes)
  switch (row) {
    case '1':
      return Refusals.rejected(constants, scheme, Callers.kindOf(of) !== Callers.rejected, nonce)
    case '2':
      return Refusals.stepUp(constants, scheme, constants.requires)
    case '3':
      return Refusals.insufficientScope(constants, scheme)
    case '4':
      return ok
    case '5a':
    case '8':
      return Refusals.challenge(constants)
    case '5b':
      return empty
    case '5c':
      return Refusals.concealedForbidden(constants)
    case '5d':
      return Refusals.concealedNotFound(constants)
    case '6':
      return Refusals.doesNotExist(constants)
    case '7':
      return conflict
    case '9a':
      return Refusals.stepUp(constants, scheme, remedy?._tag === 'StepUp' ? remedy : noTerms)
    case '9b':
      return Refusals.permissionDenied(
        constants,
        remedy?._tag === 'RequestAccess' ? remedy : undefined,
      )
  }
}

const noTerms = { acrValues: [], maxAge: undefined }
