/**
 * Decisions, beside what would be written by hand for the same facts.
 */
import { Chain, decide, explain, Policy, prepare } from 'glomar'
import { asked, guardedRoute, mix, openRoute, policy, requires, spread, type Asked, type Fact } from './facts.js'
import * as floor from './floor.js'
import * as fresh from './fresh.js'
import { agreeing, type Group } from './harness.js'
import { constant, getGuarded, kinds, prepared } from './prepared.js'
import { subject, type Subject } from './Subject.js'

const getOpen = prepare(openRoute, policy)

const preparedOpen = (facts: ReadonlyArray<Fact>): Subject =>
  subject('prepared', facts, ({ authn, state, permission }) => getOpen(authn, state, permission))
const decided = (facts: ReadonlyArray<Asked>): Subject =>
  subject('decide', facts, ({ request, authn, state, permission }) => decide(request, authn, state, permission, policy))

const byHand = (facts: ReadonlyArray<Fact>): Subject =>
  subject('by hand', facts, ({ authn, state, permission }) => floor.guarded(authn, state, permission))
const byHandOpen = (facts: ReadonlyArray<Fact>): Subject =>
  subject('by hand', facts, ({ authn, state, permission }) => floor.open(authn, state, permission))
const byHandPlain = (facts: ReadonlyArray<Asked>): Subject =>
  subject('by hand', facts, ({ request, authn, state, permission }) => floor.plain(request, authn, state, permission, policy))

const constantGuarded = asked(constant, guardedRoute)
const constantOpen = asked(constant, openRoute)

const kindGroups = Object.entries(kinds).map(([kind, facts]) =>
  agreeing({ title: `Decisions: ${kind}`, subjects: [byHand(facts), prepared(facts), decided(asked(facts, guardedRoute))] }),
)

const honest = mix({ callers: ['authenticated'], states: ['present'], permissions: ['remedied'] })

const strangers = mix({ callers: ['authenticated'], permissions: ['denied'] }).map(({ authn, state, permission }, i) => ({
  authn,
  state,
  permission,
  correlationId: `c-${String(i)}`,
  target: `/calls/${String(i)}`,
}))

const asking = prepare(
  guardedRoute,
  Policy.of({ call: { existence: 'known', blindAsk: 'on' } }, { ask: 'https://example.com/ask?for={target}' }),
)

export const titles = {
  guarded: 'Prepared: all constant answers',
  open: 'Prepared: all constant answers, on a route that requires nothing',
  decide: '`decide`: all constant answers',
  decideOpen: '`decide`: all constant answers, on a route that requires nothing',
  honest: 'Decisions: honest 403 with remedy',
} as const

/** What a verdict is: nobody can change it, and what it holds is nobody else's. */
export const frozen = 'by hand, copied and frozen'

const allowed = mix({ callers: ['authenticated'], states: ['present'], permissions: ['granted'] })

const chain = (links: number): Subject => {
  const inputs = allowed.map(({ authn, state, permission }) => ({
    authn,
    links: Array.from({ length: links }, (): Chain.Link<'call'> => ['call', state, permission]),
  }))
  return subject(`links: ${String(links)}`, inputs, ({ authn, links }) => Chain.passage(links, guardedRoute, authn, policy))
}

export const groups: ReadonlyArray<Group> = [
  agreeing({ title: titles.guarded, subjects: [byHand(constant), prepared(constant)] }),
  agreeing({ title: titles.open, subjects: [byHandOpen(constant), preparedOpen(constant)] }),
  agreeing({
    title: titles.decide,
    subjects: [
      byHandPlain(constantGuarded),
      decided(constantGuarded),
      subject('decide, the request written in the call', constant, ({ authn, state, permission }) =>
        decide({ method: 'GET', resource: 'call', requires }, authn, state, permission, policy),
      ),
    ],
  }),
  agreeing({ title: titles.decideOpen, subjects: [byHandPlain(constantOpen), decided(constantOpen)] }),
  ...kindGroups,
  agreeing({
    title: titles.honest,
    subjects: [
      subject('by hand', honest, ({ permission }) => fresh.forbidden(permission)),
      subject(frozen, honest, ({ permission }) => fresh.frozenForbidden(permission)),
      prepared(honest),
      decided(asked(honest, guardedRoute)),
    ],
  }),
  agreeing({
    title: 'Decisions: concealed, with a correlation id',
    subjects: [
      subject('by hand', strangers, ({ correlationId }) => fresh.concealed(correlationId)),
      subject('prepared', strangers, ({ authn, state, permission, correlationId }) =>
        getGuarded(authn, state, permission, { correlationId }),
      ),
    ],
  }),
  agreeing({
    title: 'Decisions: concealed, with a blind ask',
    subjects: [
      subject('by hand', strangers, ({ target }) => fresh.concealedAsk(target)),
      subject('prepared', strangers, ({ authn, state, permission, target }) => asking(authn, state, permission, { target })),
    ],
  }),
  {
    title: '`explain`',
    subjects: [
      decided(constantGuarded),
      subject('explain', constantGuarded, ({ request, authn, state, permission }) => explain(request, authn, state, permission, policy)),
      subject('explain, honest 403 with remedy', asked(honest, guardedRoute), ({ request, authn, state, permission }) =>
        explain(request, authn, state, permission, policy),
      ),
    ],
  },
  { title: '`Chain.passage`', subjects: [chain(1), chain(2), chain(4), chain(8), chain(16)] },
]

/**
 * Apart from the others, and made after they are measured: on this engine each object that is spread has a hidden class of its own, and
 * whoever has read such requests reads all requests slowly from then on, the floor included.
 */
export const spreading = (): Group =>
  agreeing({
    title: '`decide`: all constant answers, each request spread from its route',
    subjects: [byHandPlain(spread(constant, guardedRoute)), decided(spread(constant, guardedRoute))],
  })
