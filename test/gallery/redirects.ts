/**
 * A redirect tells, or the page that stands in for one.
 */
import { Policy, prepare } from 'glomar'
import { ask, exhibit, question, rows, type Exhibit } from './Exhibit.js'
import { authn, caller, facts, isOwner, json, send } from './service.js'

const policy = Policy.of({ repository: { existence: 'known', anonymous: 'conceal' }, topic: {} })

const getRepository = prepare({ method: 'GET', resource: 'repository' }, policy)
const getTopic = prepare({ method: 'GET', resource: 'topic' }, policy)

const redirect = (status: 301 | 302, location: string): Response => new Response(null, { status, headers: { location } })

const notFoundPage = (search: string): Response =>
  new Response(`<h1>Not found</h1><form action="/search"><input name="q" value="${search}"></form>`, {
    status: 404,
    headers: { 'content-type': 'text/html' },
  })

const topics = rows({ '7': { owner: 'emma', slug: 'closing-the-leipzig-office' } })

export const redirects: ReadonlyArray<Exhibit> = [
  exhibit({
    title: 'A way to the login page',
    cases: ['Bitbucket site/master#8713'],
    visible: 'A repository that does not exist was answered 404, and a private one with the login page, or with a denial once signed in.',
    closed: 'A redirect to a login is an answer about the thing, too; strangers with and without credentials get one 404.',
    path: '/emma/novel',
    askedBy: 'GET',
    tells: { channel: 'status' },
    stranger: 'anonymous',
    entitled: ask('GET /emma/novel'),
    store: rows({ 'emma/novel': { owner: 'emma' } }),
    leaky: {
      'GET /:owner/:name': (request, repositories, owner, name) => {
        const repository = repositories.get(`${owner}/${name}`)
        if (repository === undefined) return json(404, { message: 'Repository not found' })
        if (caller(request) === undefined) return redirect(302, `/login?next=/${owner}/${name}`)
        if (!isOwner(request, repository)) return json(404, { message: 'Repository not found' })
        return json(200, { name })
      },
    },
    mended: {
      'GET /:owner/:name': (request, repositories, owner, name) => {
        const verdict = getRepository(authn(request), ...facts(request, repositories.get(`${owner}/${name}`)))
        return verdict._tag === 'Ok' ? json(200, { name }) : send(verdict)
      },
    },
  }),
  exhibit({
    title: 'A permalink that spells the title',
    cases: ['discourse/discourse CVE-2026-23743 (GHSA-v5jw-rxc6-4cvv)'],
    visible: 'Permalinks redirected to a URL with the slug of something private.',
    closed: 'The target is decided on before its canonical URL is looked at; only `Ok` redirects.',
    path: '/p/7',
    askedBy: 'GET',
    tells: { channel: 'status' },
    stranger: 'tara',
    entitled: ask('GET /t/closing-the-leipzig-office/7'),
    store: topics,
    leaky: {
      'GET /p/:id': (_request, all, id) => {
        const topic = all.get(id)
        return topic === undefined ? json(404, { message: 'not found' }) : redirect(301, `/t/${topic.slug}/${id}`)
      },
      'GET /t/:slug/:id': (request, all, _slug, id) => {
        const topic = all.get(id)
        return topic === undefined || !isOwner(request, topic) ? json(404, { message: 'not found' }) : json(200, topic)
      },
    },
    mended: {
      'GET /p/:id': (request, all, id) => {
        const topic = all.get(id)
        const verdict = getTopic(authn(request), ...facts(request, topic))
        return verdict._tag === 'Ok' ? redirect(301, `/t/${topic?.slug ?? ''}/${id}`) : send(verdict)
      },
      'GET /t/:slug/:id': (request, all, _slug, id) => {
        const topic = all.get(id)
        const verdict = getTopic(authn(request), ...facts(request, topic))
        return verdict._tag === 'Ok' ? json(200, topic) : send(verdict)
      },
    },
  }),
  exhibit({
    title: 'A page that suggests a search',
    cases: ['discourse/discourse CVE-2026-23743 (GHSA-v5jw-rxc6-4cvv)'],
    visible: 'The private slug was also in the search box of the page that came with the 404.',
    closed: 'A refusal repeats what the request carried, and nothing else.',
    path: '/t/7',
    askedBy: question('GET /t/-/7'),
    tells: { channel: 'body' },
    stranger: 'tara',
    entitled: ask('GET /t/-/7'),
    store: topics,
    leaky: {
      'GET /t/:slug/:id': (request, all, slug, id) => {
        const topic = all.get(id)
        const canonical = topic?.slug ?? slug
        if (topic === undefined || !isOwner(request, topic)) return notFoundPage(canonical.replaceAll('-', ' '))
        return json(200, topic)
      },
    },
    mended: {
      'GET /t/:slug/:id': (request, all, _slug, id) => {
        const topic = all.get(id)
        const verdict = getTopic(authn(request), ...facts(request, topic))
        return verdict._tag === 'Ok' ? json(200, topic) : send(verdict)
      },
    },
  }),
]
