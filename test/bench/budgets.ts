/**
 * What the figures may be at most, or must be at least. Ratios and bytes only: they mean the same on every machine.
 */
export interface Budget {
  readonly says: string
  readonly bound: 'at most' | 'at least'
  readonly limit: number
  readonly unit: 'times' | 'bytes'
  /** What must hold as long as the limit does not: that it gets no worse. */
  readonly meanwhile?: number
}

const atMost = (limit: number, unit: Budget['unit'], says: string): Budget => ({ says, bound: 'at most', limit, unit })
const atLeast = (limit: number, unit: Budget['unit'], says: string): Budget => ({ says, bound: 'at least', limit, unit })

export const budgets = {
  prepared: atMost(2, 'times', 'prepared route, constant answers: over hand-written branching'),
  casl: atLeast(5, 'times', "CASL's `can`: over a prepared route, constant answers"),
  decide: atMost(4, 'times', '`decide`, constant answers: over hand-written branching'),
  remedy: atMost(1.5, 'times', 'prepared route, honest 403 with remedy: over a hand-written fresh one, as frozen'),
  allocation: atMost(0, 'bytes', 'allocated a call: prepared route, ok, concealed and each 401'),
  'hot types': atMost(1.3, 'times', '`decide`, 16 hot types of 100,000: over a policy of one type'),
  'random types': atMost(1, 'times', '`decide`, random types of 100,000: over `Map.get` and a decision on one type'),
  'Policy.of': atMost(1.5, 'times', '`Policy.of`: over `JSON.parse` of the document'),
  decoding: atMost(4, 'times', 'decoding a policy: over `JSON.parse` of the document'),
  loading: atMost(0.2, 'times', "loading the root entry: over loading CASL's, both less an empty module"),
  'root size': { ...atMost(4_096, 'bytes', '`decide`, constructors and a policy, minified and gzipped'), meanwhile: 7_900 },
  'codec size': atMost(10_240, 'bytes', 'the same and the codecs, minified and gzipped, without io-ts'),
} as const satisfies Readonly<Record<string, Budget>>

export type BudgetName = keyof typeof budgets

export const holds = ({ bound, limit }: Budget, measured: number): boolean => (bound === 'at most' ? measured <= limit : measured >= limit)
