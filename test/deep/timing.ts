/**
 * `npm run test:timing`: does the time that a decision takes tell what is hidden from what is missing?
 *
 * After dudect (Reparaz, Balasch and Verbauwhede, 2017): samples of two classes, in random order, compared by Welch's t test, raw and cropped
 * at several percentiles. Above 4.5 the classes are said to differ. That the test can find anything is shown by a planted early exit.
 */
import { Authn, decide, Permission, Policy, prepare, type Verdict } from 'glomar'

const samples = Number(process.argv[2] ?? 1_000_000)
const bound = 4.5
/** Decisions in a sample: one alone is shorter than the clock is good for. */
const calls = 4

interface Subject {
  readonly name: string
  readonly decide: (state: 'present' | 'absent') => Verdict
}

const policy = Policy.of({ call: {} })
const route = { method: 'GET', resource: 'call' } as const
const prepared = prepare(route, policy)
const tara = Authn.authenticated()

const sound: ReadonlyArray<Subject> = [
  { name: 'decide', decide: (state) => decide(route, tara, state, Permission.denied, policy) },
  { name: 'a prepared route', decide: (state) => prepared(tara, state, Permission.denied) },
]

const answerOnce = decide(route, tara, 'absent', Permission.denied, policy)

const planted: Subject = {
  name: 'a planted early exit',
  decide: (state) => (state === 'absent' ? answerOnce : decide(route, tara, state, Permission.denied, policy)),
}

/** The nanoseconds that each sample took, by its class. Both are drawn and stored alike: nothing but the decision may tell them apart. */
const measure = ({ decide }: Subject): { readonly present: Float64Array; readonly absent: Float64Array } => {
  const warmUp = Math.ceil(samples / 10)
  const classes = Array.from(
    { length: warmUp + samples },
    () => (['present', 'absent'] as const)[Math.floor(Math.random() * 2)] ?? 'absent',
  )
  let sink = 0
  const times = Float64Array.from(classes, (state) => {
    const start = performance.now()
    for (let j = 0; j < calls; j++) sink += decide(state)._tag.length
    return (performance.now() - start) * 1e6
  })
  if (sink === 0) throw new Error('nothing was decided')
  // the first are for the compiler
  const of = (wanted: string): Float64Array => times.filter((_, i) => i >= warmUp && classes[i] === wanted)
  return { present: of('present'), absent: of('absent') }
}

const moments = (xs: Float64Array): { readonly n: number; readonly mean: number; readonly variance: number } => {
  const n = xs.length
  const mean = xs.reduce((sum, x) => sum + x, 0) / n
  return { n, mean, variance: xs.reduce((sum, x) => sum + (x - mean) ** 2, 0) / (n - 1) }
}

const welch = (xs: Float64Array, ys: Float64Array): number => {
  const [x, y] = [moments(xs), moments(ys)]
  return (x.mean - y.mean) / Math.sqrt(x.variance / x.n + y.variance / y.n)
}

/** The largest |t|, of the raw samples and of those below each percentile of both classes together. */
const test = (subject: Subject): number => {
  const { present, absent } = measure(subject)
  const pooled = Float64Array.from([...present, ...absent]).sort()
  const crops = [1, 0.99, 0.95, 0.9, 0.75, 0.5].flatMap((share) => {
    const limit = pooled[Math.floor(share * (pooled.length - 1))] ?? Infinity
    const [xs, ys] = [present, absent].map((times) => times.filter((x) => x <= limit))
    // so far apart that the crop holds one class alone: the others have said so
    return xs === undefined || ys === undefined || Math.min(xs.length, ys.length) < 100 ? [] : [{ share, t: welch(xs, ys) }]
  })
  const worst = Math.max(...crops.map(({ t }) => Math.abs(t)))
  const median = pooled[pooled.length >> 1] ?? 0
  console.log(
    [
      `${subject.name}: ${String(present.length)} hidden and ${String(absent.length)} missing, median ${(median / calls).toFixed(0)} ns a call, largest |t| ${worst.toFixed(2)}`,
      ...crops.map(({ share, t }) => `  ${share === 1 ? 'raw         ' : `up to ${String(share * 100).padStart(4)} %`}  t ${t.toFixed(2)}`),
    ].join('\n'),
  )
  return worst
}

const found = sound.filter((subject) => !(test(subject) < bound)).map(({ name }) => `${name} takes different times`)
if (!(test(planted) >= bound)) found.push('the planted early exit was not found')
console.log(found.length === 0 ? `hidden and missing take the same time, as far as |t| < ${String(bound)} shows` : found.join('; '))
process.exitCode = found.length === 0 ? 0 : 1
