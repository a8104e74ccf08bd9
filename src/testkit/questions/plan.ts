/**
 * The plan: all the default questions, the simplest first. What may change or remove something comes
 * last.
 */
import type { Question } from '../Probe.js'
import { actionsOf, variationsOf } from '../variations/variationsOf.js'
import { addressed, handedOver } from './addresses.js'
import { batches, changeOfSeveral, removalOfSeveral } from './batches.js'
import { belongings, doings, moreDoings, settings } from './below.js'
import { calls, readCalls } from './calls.js'
import { graphInAddress, graphs } from './graphs.js'
import { dryImports, imports } from './imports.js'
import { countsOfParent, lists, parent, startsOf } from './lists.js'
import { references, takenNames } from './references.js'
import { relations, routes } from './routes.js'
import { surroundings } from './surroundings.js'
import { texts } from './texts.js'
import { copies, first, locks, plainMethod, reads, withBody } from './thing.js'

/** A question, and what is varied in it. */
export interface Planned {
  readonly plain: Question
  /** The same with one variation at a time, asked where the plain one tells nothing. */
  readonly varied: ReadonlyArray<Question>
}

const alone = (plain: Question): Planned => ({ plain, varied: [] })

/** Two names of one request are one question: at the root, much is its own surroundings. */
const once = (plan: ReadonlyArray<Planned>, path: string): ReadonlyArray<Planned> => {
  const seen = new Set<string>()
  return plan.filter(({ plain }) => {
    const request = JSON.stringify(plain.at(path))
    return !seen.has(request) && seen.add(request)
  })
}

/**
 * What is asked, in this order.
 *
 * @param own - Questions of your own, which are asked first.
 * @param path - The path of the hidden thing.
 */
export const planOf = (own: ReadonlyArray<Question>, path: string): ReadonlyArray<Planned> => {
  const whole = (plain: Question): Planned => ({ plain, varied: variationsOf(plain, path) })
  return [
    ...own.map(whole),
    ...once(
      [
        whole(first),
        ...[...reads, ...belongings].map(alone),
        { plain: parent, varied: countsOfParent },
        ...[...lists, ...startsOf(path), ...surroundings, ...routes, ...addressed].map(alone),
        ...[...readCalls, graphInAddress].map(alone),
        ...doings.map((plain) => ({ plain, varied: actionsOf(plain) })),
        ...[
          ...moreDoings,
          ...references,
          ...texts,
          ...dryImports,
          ...batches,
          ...calls,
          ...graphs,
        ].map(alone),
        ...[...handedOver, ...relations, ...locks].map(alone),
        whole(withBody('POST')),
        whole(withBody('PATCH')),
        whole(plainMethod('DELETE')),
        ...[changeOfSeveral, ...settings].map(alone),
        whole(withBody('PUT')),
        ...[...copies, ...imports, ...takenNames, removalOfSeveral].map(alone),
      ],
      path,
    ),
  ]
}
