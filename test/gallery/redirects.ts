/**
 * A redirect tells, or the page that stands in for one.
 */
import { decide, Policy, Route, type Renderer } from 'glomar'
import { ask, exhibit, question, rows, type Exhibit } from './Exhibit.js'
import { authn, caller, facts, isOwner, json, send } from './service.js'

const policy = Policy.of({ repository: { existence: 'if-may-know' }, topic: {} })

const getRepository = Route.of({ method: 'GET', resource: 'repository' })
const getTopic = Route.of({ method: 'GET', resource: 'topic' })

const redirect = (status: 301 | 302, location: string): Response =>
  new Response(null, { status, headers: { location } })

const login = (path: string): string => `/login?next=${encodeURIComponent(path)}`

/** To the login page, whatever was asked for. */
const toLogin: Renderer<string> = ({ code }, path) =>
  code === 'authentication-required' ? { status: 302, headers: { location: login(path) } } : {}

const html = { 'content-type': 'text/html' }

const searchPage = (words: string): string =>
  `<h1>Not found</h1><form action="/search"><input name="q" value="${encodeURI(words)}"></form>`

/** With the words of the path that was asked for. */
const withSearch: Renderer<string> = (_, slug) => ({ headers: html, body: searchPage(slug) })

const topics = rows({ '7': { owner: 'emma', slug: 'closing-the-leipzig-office' } })

export const redirects: ReadonlyArray<Exhibit> = [
  exhibit({
    title: 'A way to the login page',
    cases: ['Bitbucket site/master#8713'],
    visible: `
      A repository that does not exist was answered 404. A private one was answered with the login
      page, or with a denial once signed in.
    `,
    closed: `
      A redirect to a login is an answer about the thing, too. A renderer sends every caller without
      credentials there, whatever is behind the path.
    `,
    path: '/emma/novel',
    askedBy: 'GET',
    arranged: { refusedWith: 302 },
    tells: { channel: 'status' },
    stranger: 'anonymous',
    entitled: ask('GET /emma/novel'),
    store: rows({ 'emma/novel': { owner: 'emma' } }),
    leaky: {
      'GET /:owner/:name': (request, repositories, owner, name) => {
        const repository = repositories.get(`${owner}/${name}`)
        if (repository === undefined) return json(404, { message: 'Repository not found' })
        if (caller(request) === undefined) return redirect(302, login(`/${owner}/${name}`))
        if (isOwner(request, repository)) return json(200, { name })
        return json(404, { message: 'Repository not found' })
      },
    },
    mended: {
      'GET /:owner/:name': (request, repositories, owner, name) => {
        const its = facts(request, repositories.get(`${owner}/${name}`))
        const verdict = decide(getRepository, authn(request), ...its, policy)
        if (verdict._tag === 'Ok') return json(200, { name })
        return send(verdict, toLogin, `/${owner}/${name}`)
      },
    },
  }),
  exhibit({
    title: 'A permalink that shows the title',
    cases: ['discourse/discourse CVE-2026-23743 (GHSA-v5jw-rxc6-4cvv)'],
    visible: 'Permalinks redirected to a URL with the slug of something private.',
    closed: `
      The target is decided on before its canonical URL is looked at. Only \`Ok\` redirects.
    `,
    path: '/p/7',
    askedBy: 'GET',
    tells: { channel: 'status' },
    stranger: 'tara',
    entitled: ask('GET /t/closing-the-leipzig-office/7'),
    store: topics,
    leaky: {
      'GET /p/:id': (_request, all, id) => {
        const topic = all.get(id)
        if (topic === undefined) return json(404, { message: 'not found' })
        return redirect(301, `/t/${topic.slug}/${id}`)
      },
      'GET /t/:slug/:id': (request, all, _slug, id) => {
        const topic = all.get(id)
        if (topic !== undefined && isOwner(request, topic)) return json(200, topic)
        return json(404, { message: 'not found' })
      },
    },
    mended: {
      'GET /p/:id': (request, all, id) => {
        const topic = all.get(id)
        const verdict = decide(getTopic, authn(request), ...facts(request, topic), policy)
        if (verdict._tag !== 'Ok') return send(verdict)
        return redirect(301, `/t/${topic?.slug ?? ''}/${id}`)
      },
      'GET /t/:slug/:id': (request, all, _slug, id) => {
        const topic = all.get(id)
        const verdict = decide(getTopic, authn(request), ...facts(request, topic), policy)
        return verdict._tag === 'Ok' ? json(200, topic) : send(verdict)
      },
    },
  }),
  exhibit({
    title: 'A page that suggests a search',
    cases: ['discourse/discourse CVE-2026-23743 (GHSA-v5jw-rxc6-4cvv)'],
    visible: 'The private slug was also in the search box of the page that came with the 404.',
    closed: 'A renderer makes the page of what the request carried, and of nothing else.',
    path: '/t/7',
    askedBy: question('GET /t/office/7'),
    tells: { channel: 'body' },
    stranger: 'tara',
    entitled: ask('GET /t/office/7'),
    store: topics,
    leaky: {
      'GET /t/:slug/:id': (request, all, slug, id) => {
        const topic = all.get(id)
        if (topic !== undefined && isOwner(request, topic)) return json(200, topic)
        return new Response(searchPage(topic?.slug ?? slug), { status: 404, headers: html })
      },
    },
    mended: {
      'GET /t/:slug/:id': (request, all, slug, id) => {
        const topic = all.get(id)
        const verdict = decide(getTopic, authn(request), ...facts(request, topic), policy)
        return verdict._tag === 'Ok' ? json(200, topic) : send(verdict, withSearch, slug)
      },
    },
  }),
]
