/**
 * `npm run test:timing`: does the time that a decision takes tell what is hidden from what is
 * missing?
 *
 * After dudect (Reparaz, Balasch and Verbauwhede, 2017): samples of two classes, in random order,
 * are compared by Welch's t test, raw and cropped at several percentiles. Above 4.5 the two classes
 * are said to differ.
 *
 * The test sees differences of a tenth of a nanosecond. In a single process, as much depends on
 * where in memory the two states happen to lie. So several fresh processes are asked, and the
 * median of their figures counts: the classes differ where most processes say so, in the same
 * direction. A planted early exit shows that the test can find a difference.
 */
import { spawnSync } from 'node:child_process'
import { fileURLToPath } from 'node:url'
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
import { bound, crops, largest, median, ofEachCrop } from '../../src/testkit/welch.js'

const processes = 7
/** Decisions in a sample: one alone is shorter than the clock is good for. */
const inARow = 4

/** The facts about one thing; a reference is expected to be present. */
type About = readonly [state: ResourceState, permission: Permission.Permission<'folder', 'present'>]

/** Samples of what takes tens of nanoseconds, and of what takes microseconds. */
const many = 250_000
const fewer = 60_000

interface Subject {
  readonly name: string
  readonly hidden: About
  readonly missing: About
  readonly decide: (...about: About) => Verdict
  readonly samples: number
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
    samples: many,
  },
  {
    name: 'a plain object',
    hidden: ['present', denied],
    missing: ['absent', denied],
    decide: (state, permission) =>
      decide({ method: 'GET', resource: 'document' }, tara, state, permission, policy),
    samples: fewer,
  },
  {
    name: 'a hidden thing with a remedy, a missing one without',
    hidden: ['present', remedied],
    missing: ['absent', denied],
    decide: byRoute,
    samples: many,
  },
  {
    name: 'a thing under an ancestor',
    hidden: under('granted', 'hidden'),
    missing: under('granted', 'missing'),
    decide: byRoute,
    samples: fewer,
  },
  {
    name: 'an ancestor',
    hidden: under('hidden', 'granted'),
    missing: under('missing', 'granted'),
    decide: byRoute,
    samples: fewer,
  },
  {
    name: 'a reference',
    hidden: into('hidden'),
    missing: into('missing'),
    decide: byRoute,
    samples: fewer,
  },
]

const answerOnce = byRoute('absent', denied)

const planted: Subject = {
  name: 'a planted early exit',
  hidden: ['present', denied],
  missing: ['absent', denied],
  decide: (state, permission) => (state === 'absent' ? answerOnce : byRoute(state, permission)),
  samples: many,
}

interface Measured {
  readonly hidden: Float64Array
  readonly missing: Float64Array
}

/** The nanoseconds of each sample, by its class. Both classes are drawn and stored alike. */
const measure = ({ hidden, missing, decide, samples }: Subject): Measured => {
  const warmUp = Math.ceil(samples / 10)
  const abouts = [hidden, missing] as const
  const classes = Uint8Array.from({ length: warmUp + samples }, () => (Math.random() < 0.5 ? 0 : 1))
  let sink = 0
  const times = Float64Array.from(classes, (of) => {
    const [state, permission] = abouts[of] ?? hidden
    const start = performance.now()
    for (let i = 0; i < inARow; i++) sink += decide(state, permission)._tag.length
    return (performance.now() - start) * 1e6
  })
  if (sink === 0) throw new Error('nothing was decided')
  // the first are for the compiler
  const from = (of: number): Float64Array =>
    times.filter((_, i) => i >= warmUp && classes[i] === of)
  return { hidden: from(0), missing: from(1) }
}

/** What one process finds out about one subject. */
interface Found {
  /** Of one decision. */
  readonly nanoseconds: number
  /** For each crop. */
  readonly ts: ReadonlyArray<number>
}

const find = (subject: Subject): Found => {
  const answers = [subject.hidden, subject.missing].map((about) => subject.decide(...about))
  if (JSON.stringify(answers[0]) !== JSON.stringify(answers[1]))
    throw new Error(`${subject.name}: the answers differ`)
  const { hidden, missing } = measure(subject)
  const pooled = Float64Array.from([...hidden, ...missing])
  // JSON knows no infinity
  const ts = ofEachCrop(hidden, missing).map((t) => Math.max(-1e6, Math.min(t, 1e6)))
  return { nanoseconds: median(pooled) / inARow, ts }
}

const subjects: ReadonlyArray<Subject> = [...sound, planted]

const inFreshProcess = (): ReadonlyArray<Found> => {
  const args = [...process.execArgv, fileURLToPath(import.meta.url), 'measure']
  const { stdout, stderr } = spawnSync(process.execPath, args, { encoding: 'utf8' })
  if (stdout === '') throw new Error(stderr)
  return JSON.parse(stdout) as ReadonlyArray<Found>
}

/** The largest |t| of the medians of a subject, one for each crop. */
const report = ({ name }: Subject, found: ReadonlyArray<Found>): number => {
  const most = (ts: ReadonlyArray<number>): number => Math.abs(largest(ts))
  const worst = most(crops.map((_, i) => median(found.map(({ ts }) => ts[i] ?? NaN))))
  const time = median(found.map(({ nanoseconds }) => nanoseconds)).toFixed(0)
  const each = found.map(({ ts }) => most(ts).toFixed(1)).join(' ')
  console.log(`${name}: ${time} ns, |t| ${worst.toFixed(2)} (each process: ${each})`)
  return worst
}

const main = (): void => {
  const found = Array.from({ length: processes }, inFreshProcess)
  const faults = subjects.flatMap((subject, i) => {
    const differ = !(
      report(
        subject,
        found.flatMap((all) => all[i] ?? []),
      ) < bound
    )
    if (subject === planted) return differ ? [] : [`${planted.name} was not found`]
    return differ ? [`${subject.name}: the times differ`] : []
  })
  const fine = `hidden and missing take the same time, as far as |t| < ${String(bound)} shows`
  console.log(faults.length === 0 ? fine : faults.join('; '))
  process.exitCode = faults.length === 0 ? 0 : 1
}

if (process.argv[2] === 'measure') console.log(JSON.stringify(subjects.map(find)))
else main()
