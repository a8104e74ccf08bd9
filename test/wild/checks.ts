/**
 * What is asserted of an arrangement with a real server. A check says what is wrong, in words: an
 * empty text where all is well.
 */
import { leaks, report, type Arrangement, type Findings, type Question } from 'glomar/testkit'

export type Check = readonly [says: string, wrong: () => Promise<string>]

/** A request by its method and path, which are made from the path of the thing. */
export const ask = (
  name: string,
  path: (thing: string) => string,
  method = 'GET',
  headers: Readonly<Record<string, string>> = {},
  body?: string,
): Question => ({
  name,
  at: (thing) => ({ method, path: path(thing), headers, ...(body !== undefined && { body }) }),
})

/** What the kit throws; an empty text where it throws nothing. */
const thrownBy = (arrangement: Arrangement): Promise<string> =>
  leaks(arrangement).then(
    () => '',
    (error: unknown) => (error instanceof Error ? error.message : String(error)),
  )

/** What is found of this, without the words of the report. */
const foundBy = (found: Findings): string => found.map(({ request }) => request).join('; ')

/** The same behind a shared cache that kept what the owner was answered, and says so. */
const behindCache = ({ send, hidden, ...rest }: Arrangement): Arrangement => ({
  ...rest,
  hidden,
  send: async (probe, world) => {
    const answer = (await send(probe, world)) as { readonly headers: ReadonlyArray<unknown> }
    const isKept = world === 'hidden' && probe.method === 'GET' && probe.path === hidden
    return (isKept ? { ...answer, headers: [...answer.headers, ['x-cache', 'HIT']] } : answer) as Awaited<ReturnType<Arrangement['send']>>
  },
})

/** The routes on which a server answers alike, and that it could be found if it did not. */
export const quiet = (
  name: string,
  arrange: () => Arrangement | Promise<Arrangement>,
): ReadonlyArray<Check> => [
  [
    `${name}: nothing is found, and something could be`,
    async () => {
      const arrangement = await arrange()
      const found = await leaks(arrangement)
      const { asked, planned, dead } = found.survey
      const own = new Set((arrangement.questions ?? []).map((question) => question.name))
      const blind = dead.filter(({ request }) => own.has(request) || request === 'GET')
      if (blind.length > 0) return `could tell nothing: ${JSON.stringify(blind)}`
      if (asked * 10 < planned * 9) return `of ${String(planned)} only ${String(asked)} were asked: ${JSON.stringify(dead)}`
      return report(found)
    },
  ],
  [
    `${name}: a planted cache is found`,
    async () => {
      const found = await leaks(behindCache(await arrange()))
      return found[0]?.differences[0].says === 'header `x-cache` is only there when it exists'
        ? ''
        : `found: ${found[0]?.differences[0].says ?? ''}`
    },
  ],
]

/** Where there is nothing to find, the kit says so itself. */
export const blind = (name: string, arrange: () => Arrangement | Promise<Arrangement>): Check => [
  name,
  async () => {
    const said = await thrownBy(await arrange())
    return said.includes('the entitled caller sees no difference') ? '' : `it threw: ${said}`
  },
]

/** An oracle: by this request, and by this difference. */
export const oracle = (
  name: string,
  arrange: () => Arrangement | Promise<Arrangement>,
  expected: Readonly<Record<string, string>>,
): Check => [
  name,
  async () => {
    const found = await leaks(await arrange())
    const wrong = Object.entries(expected).filter(
      ([request, says]) =>
        !found.some((leak) => leak.request === request && leak.differences[0].says === says),
    )
    return wrong.length === 0 ? '' : `not found: ${JSON.stringify(wrong)}, but: ${foundBy(found)}\n${report(found)}`
  },
]
