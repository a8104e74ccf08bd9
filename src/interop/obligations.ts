/**
 * The obligations of an AuthZEN answer: what the application has to do, so that a decision holds
 * (AuthZEN Profile for Obligations, draft 1).
 */
import { none, type Fault } from '../domain/Fault.js'
import { isNqchars } from '../lib/grammar.js'
import { dismiss } from '../lib/promise.js'
import { isPlainObject, itemsOf, own } from '../lib/read.js'
import { show } from '../lib/show.js'

/** Something that the application has to do, so that a decision holds. */
export interface Obligation {
  /** Tells it from the others of the same answer. */
  readonly id: string
  /** `step-up`, `notification`, `session_termination`, `custom`, or what else is registered. */
  readonly type: string
  /** What belongs to its type. */
  readonly properties: Readonly<Record<string, unknown>>
}

/** Whether the application carries this obligation out, or has done so. */
export type Understands = (obligation: Obligation) => boolean

/** What keeps a decision from being honoured. */
export interface Outstanding {
  /** The authentication context classes that step-ups want. All of them are wanted. */
  readonly acrValues: ReadonlyArray<string>
  /** One for each obligation that nobody carries out. */
  readonly faults: ReadonlyArray<Fault>
}

/** The obligations in a context that the application does not carry out. Never throws. */
export const outstanding = (
  path: string,
  context: unknown,
  understands: Understands | undefined,
): Outstanding => {
  const given = own(context, 'obligations')
  const items = given === undefined ? none : itemsOf(given)
  if (items === undefined) return misfit(`${path}.obligations`, 'a list of obligations', given)
  const all = items.map((item, i) => judge(`${path}.obligations[${String(i)}]`, item, understands))
  return {
    acrValues: all.flatMap(({ acrValues }) => acrValues),
    faults: all.flatMap(({ faults }) => faults),
  }
}

const judge = (path: string, item: unknown, understands: Understands | undefined): Outstanding => {
  if (!isObligation(item)) return misfit(path, 'an obligation with id, type and properties', item)
  const { type, properties } = item
  try {
    const said: unknown = understands?.(item)
    dismiss(said)
    if (said === true) return { acrValues: none, faults: none }
  } catch (cause) {
    return misfit(path, 'a rule about obligations that does not throw', type, cause)
  }
  const acr = own(properties, 'acr_value')
  if (type === 'step-up' && isNqchars(acr)) return { acrValues: [acr], faults: none }
  return misfit(path, 'an obligation that the application carries out', type)
}

const isObligation = (u: unknown): u is Obligation =>
  typeof own(u, 'id') === 'string' &&
  typeof own(u, 'type') === 'string' &&
  isPlainObject(own(u, 'properties'))

const misfit = (path: string, expected: string, got: unknown, cause?: unknown): Outstanding => {
  const message = `expected ${expected}, got ${show(got)}: denied`
  return {
    acrValues: none,
    faults: [cause === undefined ? { path, message } : { path, message, cause }],
  }
}
