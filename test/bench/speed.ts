/**
 * How long one decision takes: beside hand-written branching, and beside other libraries.
 */
import * as batches from './batches.js'
import * as decisions from './decisions.js'
import * as decoding from './decoding.js'
import { compared, measure, quick } from './harness.js'
import * as peers from './peers.js'
import { comparison, type Report } from './Report.js'
import { median, ratios } from './statistics.js'

export const speed = async (): Promise<Report> => {
  const groups = [...decisions.groups, batches.group, ...decoding.groups, await peers.peers()]
  const timed = measure(groups, quick)
  const spreading = [decisions.spreading()]
  const spread = measure(spreading, quick)
  const ratio = (title: string, name: string, over: string): number => median(ratios(timed(title, name), timed(title, over)))
  const { titles } = decisions
  return {
    tables: comparison([...compared(groups, timed), ...compared(spreading, spread)]),
    measured: {
      prepared: ratio(titles.guarded, 'prepared', 'by hand'),
      casl: ratio(peers.title, peers.caslName, 'prepared'),
      decide: ratio(titles.decide, 'decide', 'by hand'),
      remedy: ratio(titles.honest, 'prepared', decisions.frozen),
    },
  }
}
