/**
 * An exhibit: a leak that was reported of a real service, a handler that leaks in the same way, and
 * the same handler mended.
 */
import type { Arrangement, Difference, Probe, Question, World } from 'glomar/testkit'
import { serve, type Routes } from './service.js'

interface Label {
  /** Unique in the gallery. */
  readonly title: string
  /** Where it was reported. */
  readonly cases: ReadonlyArray<string>
  /** What was visible, no more than the reports say. White space does not count. */
  readonly visible: string
  /** How the mended handler closes it. White space does not count. */
  readonly closed: string
  /** Of the thing that is there in the one world and not in the other. */
  readonly path: string
  /** The first question that finds the leak: one of the kit, by its name, or one of its own. */
  readonly askedBy: string | Question
  /**
   * The first difference in the answers to it. As a status comes first, any other channel means
   * that the statuses are equal.
   */
  readonly tells: Pick<Difference, 'channel' | 'field'>
  /** Who must not learn whether the thing is there. */
  readonly stranger: 'tara' | 'anonymous'
  /** How the kit is told to look, where its defaults do not find the leak. */
  readonly arranged?: Pick<Arrangement, 'refusedWith' | 'volatile'>
  /** A request that both handlers must serve to emma, whose thing it is. */
  readonly entitled: Probe
}

type Handler = (request: Request, world: World) => Response | Promise<Response>

export interface Exhibit extends Label {
  readonly leaky: Handler
  readonly mended: Handler
}

interface Service<Store> {
  /** Made anew for every request, so that none finds what another has left. */
  readonly store: Readonly<Record<World, () => Store>>
  readonly leaky: Routes<NoInfer<Store>>
  readonly mended: Routes<NoInfer<Store>>
}

export const exhibit = <Store>({
  store,
  leaky,
  mended,
  ...label
}: Label & Service<Store>): Exhibit => ({
  ...label,
  leaky: (request, world) => serve(leaky, request, store[world]()),
  mended: (request, world) => serve(mended, request, store[world]()),
})

/** Rows that are there in one world only, and perhaps others that are always there. */
export const rows = <Row>(
  hidden: Readonly<Record<string, Row>>,
  always: Readonly<Record<string, Row>> = {},
): Readonly<Record<World, () => Map<string, Row>>> => ({
  hidden: () => new Map(Object.entries({ ...always, ...hidden })),
  missing: () => new Map(Object.entries(always)),
})

type Line = `${string} /${string}`
type Texts = Readonly<Record<string, string>>

/** `POST /documents` and what is sent with it. */
export const ask = (line: Line, body?: Texts, headers: Texts = {}): Probe => {
  const [method = '', path = ''] = line.split(' ')
  return { method, path, headers, ...(body && { body: JSON.stringify(body) }) }
}

/** The same as a question, which is named by what it says. */
export const question = (line: Line, body?: Texts, headers: Texts = {}): Question => {
  const sent = body === undefined ? [] : [JSON.stringify(body)]
  const fields = Object.entries(headers).map(([name, value]) => `with ${name}: ${value}`)
  return { name: [line, ...sent, ...fields].join(' '), at: () => ask(line, body, headers) }
}
