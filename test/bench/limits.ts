/**
 * What the figures may be at most, or must be at least. Ratios and bytes alone mean the same on
 * every machine.
 */
export interface Limit {
  /** What is measured, in words. */
  readonly says: string
  readonly bound: 'at most' | 'at least'
  readonly limit: number
  readonly unit: 'times' | 'bytes'
  /** What must hold as long as the limit does not: that the figure gets no worse. */
  readonly meanwhile?: number
}

const atMost = (limit: number, unit: Limit['unit'], says: string): Limit => ({
  says,
  bound: 'at most',
  limit,
  unit,
})

export const limits = {
  route: atMost(2, 'times', '`decide` with a route, over hand-written branching'),
  casl: {
    says: 'CASL’s `can`, over `decide` with a route',
    bound: 'at least',
    limit: 5,
    unit: 'times',
  },
  request: atMost(1.65, 'times', 'a whole request, over the same by hand'),
  remedy: atMost(1.55, 'times', 'a whole honest 403 with a remedy, over the same by hand'),
  plain: atMost(1, 'times', '`decide` with a plain object, over casbin’s `enforceSync`'),
  types: atMost(2.5, 'times', '100,000 types at random, over the same by hand with a `Map`'),
  making: atMost(1.5, 'times', '`Policy.of`, over `JSON.parse` of the document'),
  decoding: atMost(4, 'times', 'decoding a policy, over `JSON.parse` of the document'),
  loading: atMost(0.4, 'times', 'loading the root entry, over loading CASL'),
  allocated: atMost(0, 'bytes', 'allocated by `decide` with a route, constant answers'),
  root: {
    ...atMost(6_144, 'bytes', '`decide`, the constructors and a policy, gzipped'),
    meanwhile: 11_900,
  },
  codec: {
    ...atMost(8_192, 'bytes', 'the same with the codecs, without io-ts, gzipped'),
    meanwhile: 17_900,
  },
} as const satisfies Readonly<Record<string, Limit>>

export type LimitName = keyof typeof limits

export const holds = ({ bound, limit }: Limit, measured: number): boolean =>
  bound === 'at most' ? measured <= limit : measured >= limit

/**
 * Whether the benchmark fails. Bytes do not depend on what else the machine does. A time may exceed
 * its limit by accident.
 */
export const fails = (limit: Limit, measured: number): boolean =>
  limit.unit === 'bytes' && !holds({ ...limit, limit: limit.meanwhile ?? limit.limit }, measured)
