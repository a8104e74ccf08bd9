/**
 * What is asserted of an arrangement with a real server. A check says what is wrong, in words: an
 * empty text where all is well.
 */
import {
  leaks,
  report,
  type Arrangement,
  type Leak,
  type Probe,
  type Question,
  type World,
} from 'glomar/testkit'
import type { Heard } from './server.js'

export type Check = readonly [says: string, wrong: () => Promise<string>]

/** An arrangement with a real server. */
export interface Wild extends Omit<Arrangement, 'send'> {
  readonly send: (probe: Probe, world: World) => Promise<Heard>
}

/** A server that has started, and what is asserted of it. */
export interface Tried {
  readonly checks: ReadonlyArray<Check>
  readonly stop: () => Promise<void>
}

type Arrange = () => Wild | Promise<Wild>

/** A GET of a path that is made from the path of the thing. */
export const get = (name: string, path: (thing: string) => string): Question => ({
  name,
  at: (thing) => ({ method: 'GET', path: path(thing), headers: {} }),
})

/** The default questions alone, and behind a shared cache that says what it kept of the owner's. */
const behindCache = ({ send, ...arrangement }: Wild): Wild => ({
  ...arrangement,
  questions: [],
  sendAs: {},
  send: async (probe, world) => {
    const answer = await send(probe, world)
    const isKept = world === 'hidden' && probe.method === 'GET' && probe.path === arrangement.hidden
    return isKept ? { ...answer, headers: [...answer.headers, ['x-cache', 'HIT']] } : answer
  },
})

const cacheTells = 'header `x-cache` only when it exists'

/**
 * On these routes the server answers alike. The kit finds nothing there, and would find what is
 * planted. Each of the questions of one's own tells the entitled something.
 */
export const quiet = (name: string, arrange: Arrange): ReadonlyArray<Check> => [
  [
    `${name}: nothing is found, and something could be`,
    async () => {
      const arrangement = await arrange()
      const found = await leaks(arrangement)
      const { asked, planned, dead } = found.survey
      const own = new Set(['GET', ...(arrangement.questions ?? []).map((each) => each.name)])
      const blind = dead.filter(({ request }) => own.has(request))
      if (blind.length > 0) return `these could tell nothing: ${JSON.stringify(blind)}`
      if (asked < planned)
        return `${String(planned - asked)} were not asked: ${JSON.stringify(dead)}`
      return report(found)
    },
  ],
  [
    `${name}: a planted cache is found`,
    async () => {
      const found = await leaks(behindCache(await arrange()))
      const says = found[0]?.differences[0].says
      return says === cacheTells && found.length === 1
        ? ''
        : `found: ${String(says)}\n${report(found)}`
    },
  ],
]

/** Where nothing is hidden, the kit says so itself. */
export const refused = (name: string, arrange: Arrange): Check => [
  `${name}: the kit throws`,
  async () => {
    const said = await leaks(await arrange()).then(report, String)
    return said.includes('the entitled caller sees no difference') ? '' : said
  },
]

/** Where the oracle is taken away, nothing is found. */
export const silent = (name: string, arrange: Arrange): Check => [
  `${name}: nothing is found`,
  async () => report(await leaks(await arrange())),
]

/** By these requests the server tells, each with the start of what tells, and by no other. */
export const oracle = (
  name: string,
  arrange: Arrange,
  expected: Readonly<Record<string, string>>,
): Check => [
  `${name}: found`,
  async () => {
    const found = await leaks(await arrange())
    const saysOf = ({ differences: [{ says }] }: Leak): string => says
    const lost = Object.entries(expected).filter(
      ([request, says]) =>
        !found.some((leak) => leak.request === request && saysOf(leak).startsWith(says)),
    )
    const more = found.filter(
      (leak) => !Object.values(expected).some((says) => saysOf(leak).startsWith(says)),
    )
    if (lost.length === 0 && more.length === 0) return ''
    return `not found: ${JSON.stringify(lost)}; found beside: ${report(more)}`
  },
]
