/**
 * A decision matrix for unit tests: who does what to what, there or not, written as a table.
 */
import type { Verdict } from '../domain/Verdict.js'
import { observe, type Answer } from './Answer.js'
import { isAnswer } from './Handled.js'
import { printed } from './table.js'

/** Who does what to what, and what your application answers. */
export interface Axes<Principal, Action extends string, Resource extends string> {
  /**
   * One column each: a list of names, or personas by their names. Of a list, `decide` is handed the
   * name. Of personas, it is handed what stands under the name: a user, a token, a client.
   */
  readonly principals: ReadonlyArray<Principal & string> | Readonly<Record<string, Principal>>
  /** With each resource, one line each. */
  readonly actions: ReadonlyArray<Action>
  /** The things that are acted on. */
  readonly resources: ReadonlyArray<Resource>
  /**
   * Your way to an answer, at once or later: to a verdict, to what a route of `enforce` returns, to
   * what a handler answers. `exists` says whether the resource is there. The calls come one by one.
   */
  readonly decide: (
    principal: Principal,
    action: Action,
    resource: Resource,
    exists: boolean,
  ) => Answer | Promise<Answer>
}

const words: Readonly<Record<Exclude<Verdict, { readonly status: number }>['_tag'], string>> = {
  Ok: 'ok',
  Empty: 'empty',
  Conflict: 'conflict',
  UnresolvedReference: 'unresolved',
}

/** The answer in a word, or its status. A definitive 404 is marked, because it tells. */
const wordOf = async (answer: Answer): Promise<string> => {
  const { _tag, value, code } = (answer ?? {}) as Partial<
    Readonly<Record<'_tag' | 'value' | 'code', unknown>>
  >
  if (_tag === 'Ok' && isAnswer(value)) return wordOf(value as Answer)
  if (Object.hasOwn(words, String(_tag))) return words[_tag as keyof typeof words]
  const status = String((await observe(answer, 'GET')).status)
  return code === 'does-not-exist' ? `${status}!` : status
}

/**
 * A decision matrix as a table in Markdown. For each principal, a line has what is answered where the
 * resource exists, and where it does not.
 *
 * A cell has the word of a verdict, or the status of what was answered. `ok` stands for leave to act.
 * Where a handler made an answer of it, the cell has the status of that answer.
 *
 * @param axes - Principals, actions, resources, and your way to an answer.
 * @returns One line for each action on a resource, below a line with the principals. `404!` is a
 *   definitive 404, which tells that the resource does not exist.
 * @throws Error where `decide` throws, or gives no answer: it says in which cell.
 * @example
 * const authorize = (name: string, { owner }: { owner: string }) =>
 *   name === owner ? Permission.grant() : Permission.deny()
 * const table = await matrix({
 *   principals: ['emma', 'tara'],
 *   actions: ['GET'],
 *   resources: ['document'],
 *   decide: (name, method, resource, exists) => {
 *     const facts = Facts.of(exists ? { owner: 'emma' } : null, (row) => authorize(name, row))
 *     return decide({ method, resource }, Authn.authenticated(), ...facts, policy)
 *   },
 * })
 * table.split('\n').at(-1) // → '| GET document | ok / 404 | 404 / 404 |'
 */
export const matrix = async <const Principal, Action extends string, Resource extends string>({
  principals,
  actions,
  resources,
  decide,
}: Axes<Principal, Action, Resource>): Promise<string> => {
  const columns = Array.isArray(principals)
    ? (principals as ReadonlyArray<Principal & string>).map((name) => [name, name] as const)
    : Object.entries(principals as Readonly<Record<string, Principal>>)
  const rows: Array<ReadonlyArray<string>> = []
  for (const resource of resources)
    for (const action of actions) {
      const row = [`${action} ${resource}`]
      for (const [name, principal] of columns)
        row.push(
          await cellOf(`${action} ${resource} as ${name}`, (exists) =>
            decide(principal, action, resource, exists),
          ),
        )
      rows.push(row)
    }
  return printed(['', ...columns.map(([name]) => name)], rows)
}

const cellOf = async (
  cell: string,
  answerWhere: (exists: boolean) => Answer | Promise<Answer>,
): Promise<string> => {
  const said: Array<string> = []
  for (const exists of [true, false])
    try {
      said.push(await wordOf(await answerWhere(exists)))
    } catch (cause) {
      const where = exists ? 'where it exists' : 'where it does not exist'
      const why = cause instanceof Error ? cause.message : String(cause)
      throw new Error(`matrix: ${cell}, ${where}: ${why}`, { cause })
    }
  return said.join(' / ')
}
