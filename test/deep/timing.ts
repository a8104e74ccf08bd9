/**
 * `npm run test:timing`: does the time that a decision takes tell what is hidden from what is
 * missing?
 *
 * After dudect (Reparaz, Balasch and Verbauwhede, 2017): samples of two classes, in random order,
 * are compared by Welch's t test, raw and cropped at several percentiles. Above 4.5 the classes are
 * said to differ. A planted early exit shows that the test can find a difference.
 */
import {
  Authn,
  decide,
  Facts,
  Permission,
  Policy,
  Route,
  type ResourceState,
  type Verdict,
} from 'glomar'

const most = Number(process.argv[2] ?? 1_000_000)
const bound = 4.5
/** Decisions in a sample: one alone is shorter than the clock is good for. */
const calls = 4

/** The facts about one thing; a reference is expected to be present. */
type About = readonly [state: ResourceState, permission: Permission.Permission<'folder', 'present'>]

interface Subject {
  readonly name: string
  readonly hidden: About
  readonly missing: About
  readonly decide: (...about: About) => Verdict
  /** At most so many samples. Default: as many as are wanted. */
  readonly samples?: number
}

const policy = Policy.of({ document: {}, folder: {} })
const inWords = { method: 'GET', resource: 'document' } as const
const route = Route.of(inWords)
const tara = Authn.authenticated()

const byRoute = (...[state, permission]: About): Verdict =>
  decide(route, tara, state, permission, policy)

const denied = Permission.deny()
const remedied = Permission.deny({
  mayKnow: true,
  missingPermissions: ['documents:read'],
  requestAccess: '/access-requests',
})

type Thing = 'granted' | 'hidden' | 'missing'

const factsOf = (thing: Thing): Facts.Facts =>
  Facts.of(thing === 'missing' ? undefined : { thing }, () =>
    thing === 'granted' ? Permission.grant() : denied,
  )

/** A document under a folder, or moved into one. */
const under = (folder: Thing, document: Thing): About =>
  Facts.of(document === 'missing' ? undefined : { document }, () => factsOf(document)[1], {
    ancestors: [{ resource: 'folder', facts: factsOf(folder) }],
  })
const into = (folder: Thing): About =>
  Facts.of({}, () => Permission.grant(), {
    references: [{ resource: 'folder', facts: factsOf(folder) }],
  })

const sound: ReadonlyArray<Subject> = [
  {
    name: 'a route',
    hidden: ['present', denied],
    missing: ['absent', denied],
    decide: byRoute,
  },
  {
    name: 'a plain object',
    hidden: ['present', denied],
    missing: ['absent', denied],
    decide: (state, permission) =>
      decide({ method: 'GET', resource: 'document' }, tara, state, permission, policy),
    // each is made into a route first
    samples: 200_000,
  },
  {
    name: 'a hidden thing with a remedy, a missing one without',
    hidden: ['present', remedied],
    missing: ['absent', denied],
    decide: byRoute,
  },
  {
    name: 'a thing under an ancestor',
    hidden: under('granted', 'hidden'),
    missing: under('granted', 'missing'),
    decide: byRoute,
    samples: 500_000,
  },
  {
    name: 'an ancestor',
    hidden: under('hidden', 'granted'),
    missing: under('missing', 'granted'),
    decide: byRoute,
    samples: 500_000,
  },
  {
    name: 'a reference',
    hidden: into('hidden'),
    missing: into('missing'),
    decide: byRoute,
    samples: 500_000,
  },
]

const answerOnce = byRoute('absent', denied)

const planted: Subject = {
  name: 'a planted early exit',
  hidden: ['present', denied],
  missing: ['absent', denied],
  decide: (state, permission) => (state === 'absent' ? answerOnce : byRoute(state, permission)),
}

interface Measured {
  readonly hidden: Float64Array
  readonly missing: Float64Array
}

/** The nanoseconds of each sample, by its class. Both classes are drawn and stored alike. */
const measure = ({ hidden, missing, decide, samples = most }: Subject): Measured => {
  const wanted = Math.min(samples, most)
  const warmUp = Math.ceil(wanted / 10)
  const abouts = [hidden, missing] as const
  const classes = Uint8Array.from({ length: warmUp + wanted }, () => (Math.random() < 0.5 ? 0 : 1))
  let sink = 0
  const times = Float64Array.from(classes, (of) => {
    const [state, permission] = abouts[of] ?? hidden
    const start = performance.now()
    for (let i = 0; i < calls; i++) sink += decide(state, permission)._tag.length
    return (performance.now() - start) * 1e6
  })
  if (sink === 0) throw new Error('nothing was decided')
  // the first are for the compiler
  const from = (of: number): Float64Array =>
    times.filter((_, i) => i >= warmUp && classes[i] === of)
  return { hidden: from(0), missing: from(1) }
}

interface Moments {
  readonly n: number
  readonly mean: number
  readonly variance: number
}

const moments = (xs: Float64Array): Moments => {
  const n = xs.length
  const mean = xs.reduce((sum, x) => sum + x, 0) / n
  return { n, mean, variance: xs.reduce((sum, x) => sum + (x - mean) ** 2, 0) / (n - 1) }
}

const welch = (xs: Float64Array, ys: Float64Array): number => {
  const [x, y] = [moments(xs), moments(ys)]
  return (x.mean - y.mean) / Math.sqrt(x.variance / x.n + y.variance / y.n)
}

/**
 * The largest |t| of the raw samples, and of those below each percentile of both classes together.
 */
const test = (subject: Subject): number => {
  if (
    JSON.stringify(subject.decide(...subject.hidden)) !==
    JSON.stringify(subject.decide(...subject.missing))
  )
    throw new Error(`${subject.name}: the answers differ`)
  const { hidden, missing } = measure(subject)
  const pooled = Float64Array.from([...hidden, ...missing]).sort()
  const crops = [1, 0.99, 0.95, 0.9, 0.75, 0.5].flatMap((share) => {
    const limit = pooled[Math.floor(share * (pooled.length - 1))] ?? Infinity
    const [xs, ys] = [hidden, missing].map((times) => times.filter((x) => x <= limit))
    // so far apart that the crop holds one class alone: the others have said so
    if (xs === undefined || ys === undefined || Math.min(xs.length, ys.length) < 100) return []
    return [{ share, t: welch(xs, ys) }]
  })
  const worst = Math.max(...crops.map(({ t }) => Math.abs(t)))
  const median = (pooled[pooled.length >> 1] ?? 0) / calls
  const counts = `${String(hidden.length)} hidden and ${String(missing.length)} missing`
  const largest = `largest |t| ${worst.toFixed(2)}`
  console.log(`${subject.name}: ${counts}, median ${median.toFixed(0)} ns, ${largest}`)
  for (const { share, t } of crops)
    console.log(`  up to ${String(share * 100).padStart(3)} %  t ${t.toFixed(2)}`)
  return worst
}

const found = sound
  .filter((subject) => !(test(subject) < bound))
  .map(({ name }) => `${name}: the times differ`)
if (!(test(planted) >= bound)) found.push('the planted early exit was not found')
const fine = `hidden and missing take the same time, as far as |t| < ${String(bound)} shows`
console.log(found.length === 0 ? fine : found.join('; '))
process.exitCode = found.length === 0 ? 0 : 1
