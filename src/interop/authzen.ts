/**
 * What an AuthZEN decision point answered: a permission, or no fact at all (Authorization API 1.0).
 */
import { none, type Faults } from '../domain/Fault.js'
import * as Permission from '../domain/Permission.js'
import { along } from '../domain/PermissionValue.js'
import { isUri } from '../lib/grammar.js'
import { dismiss } from '../lib/promise.js'
import { isPlainObject, own, ownOf } from '../lib/read.js'
import { show } from '../lib/show.js'
import { outstanding, type Outstanding, type Understands } from './obligations.js'

export type { Obligation } from './obligations.js'

/** The HTTP answer to an access evaluation request; the body is parsed. */
export interface Answer {
  /** The status code of the answer. */
  readonly status: number
  /** The body of the answer, parsed from JSON. */
  readonly body: unknown
}

/** What is said beside the act. */
export interface Options extends Omit<Permission.Denial, 'mayKnow' | 'requestAccess'> {
  /**
   * May the caller know that the thing exists? It has to be said: as a fact of your own, or as the
   * answer of the decision point about it, such as the one about `read`.
   */
  readonly mayKnow: boolean | Answer
  /**
   * Whether your application carries out this obligation, or has done so. It answers at once, and it
   * carries nothing out. Default: it carries out none, and every obligation is a denial.
   */
  readonly understands?: Understands | undefined
  /**
   * Where to ask for access. A text is told of every denial. A function is asked about a denial that
   * can be requested, and told the form for it, if the answer names one at an `https` URI. Look whether
   * you trust its host. Default: nothing is told.
   */
  readonly requestAccess?: string | ((form: string | undefined) => string | undefined) | undefined
}

/**
 * The permission to act, by `decision` and the obligations that come with it.
 *
 * An obligation that your application does not carry out is a denial. Where all that is outstanding is
 * to `step-up`, the denial is a step-up. The adapter carries nothing out: do what you understand before
 * you act, and after a denial as well.
 *
 * Nothing else of `context` is looked at. It may say that a resource was not found, as it does in the
 * specification's own example.
 *
 * @param answer - What the decision point says about the act.
 * @param options - `mayKnow`: whether the caller may know, as a boolean or an answer. Beside it, what
 *   your application does about obligations, and what it says about a denial. Without options, a grant
 *   implies that the caller may know, and a denial says no.
 * @returns A grant or a denial, for `Facts.of`.
 * @throws Error where there is no decision. A decision point denies with a 200. A 401 or 403 of its
 *   own is about the credentials of your service and not about the caller: the fact could not be
 *   had. So it is with any other status, with a body without a boolean, and with options without
 *   `mayKnow`: a batch that was cut short has no answer about it.
 * @example
 * permission({ status: 200, body: { decision: true } })._tag // → 'Granted'
 * permission({ status: 200, body: { decision: false } })._tag // → 'Denied'
 */
export const permission = (answer: Answer, options?: Options): Permission.Permission => {
  const given: Partial<Options> = options === undefined ? {} : ownOf(options)
  const act = read('permission', answer, given.understands)
  const know = options === undefined ? act : knowing(given)
  const faults: Faults = [...act.faults]
  if (know !== act) faults.push(...know.faults)
  const mayKnow = isHonoured(know)
  const said = isHonoured(act) ? Permission.grant({ mayKnow }) : denial(act, mayKnow, given, faults)
  return faults.length === 0 ? said : (along(said, faults) as Permission.Permission)
}

/** A decision, and what it waits for. */
interface Decision extends Outstanding {
  readonly decision: boolean
  readonly context: unknown
}

const read = (path: string, answer: Answer, understands: Understands | undefined): Decision => {
  const status = own(answer, 'status')
  const body = own(answer, 'body')
  const decision = own(body, 'decision')
  if (status !== 200) throw new Error(`AuthZEN: expected status 200, got ${show(status)}`)
  if (typeof decision !== 'boolean')
    throw new Error('AuthZEN: expected a body with a boolean `decision`')
  const context = own(body, 'context')
  return { decision, context, ...outstanding(path, context, understands) }
}

const isHonoured = ({ decision, acrValues, faults }: Decision): boolean =>
  decision && acrValues.length === 0 && faults.length === 0

/** The answer about knowing. What the application says itself is an answer without obligations. */
const knowing = ({ mayKnow, understands }: Partial<Options>): Decision => {
  if (typeof mayKnow === 'boolean')
    return { decision: mayKnow, context: undefined, acrValues: none, faults: none }
  if (mayKnow !== undefined) return read('permission.mayKnow', mayKnow, understands)
  throw new Error(
    'AuthZEN: expected `mayKnow`: true, false or an answer, got undefined (was a batch cut short?)',
  )
}

const denial = (
  { decision, context, acrValues, faults: missing }: Decision,
  mayKnow: boolean,
  { understands: _, requestAccess, ...said }: Partial<Options>,
  faults: Faults,
): Permission.Permission => {
  const request = decision ? undefined : requestable(context)
  // all of them are wanted: where no authentication would do for all, a plain denial is left
  if (acrValues.length > 0 && missing.length === 0 && request === undefined)
    return Permission.allOf(
      ...acrValues.map((acr) => Permission.stepUp({ mayKnow, acrValues: [acr] })),
    )
  return Permission.deny({
    ...said,
    mayKnow,
    requestAccess: linkTo(requestAccess, request, faults),
  })
}

/** What may be asked for where a denial can be requested (AuthZEN Access Request, draft 1). */
interface Requestable {
  readonly form: string | undefined
}

const requestable = (context: unknown): Requestable | undefined => {
  const request = own(context, 'access_request')
  if (!isPlainObject(request)) return undefined
  const url = own(request, 'form_url')
  return { form: isUri(url) && /^https:\/\/./i.test(url) ? url : undefined }
}

const linkTo = (
  requestAccess: Options['requestAccess'],
  request: Requestable | undefined,
  faults: Faults,
): string | undefined => {
  if (typeof requestAccess !== 'function') return requestAccess
  if (request === undefined) return undefined
  try {
    const link = requestAccess(request.form)
    dismiss(link)
    return link
  } catch (cause) {
    const message = 'it threw, and so no link is told'
    faults.push({ path: 'permission.requestAccess', message, cause })
    return undefined
  }
}
