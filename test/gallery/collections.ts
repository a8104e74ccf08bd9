/**
 * A collection tells: by its counts, by its flags, by what it lists.
 */
import { decide, Facts, Permission, Policy, Route } from 'glomar'
import { ask, exhibit, question, rows, type Exhibit } from './Exhibit.js'
import { authn, facts, isOwner, json, send, type Owned } from './service.js'

const policy = Policy.of({ request: {}, category: {}, repository: {} })

const getRequest = Route.of({ method: 'GET', resource: 'request' })
const getCategory = Route.of({ method: 'GET', resource: 'category' })
const getRepository = Route.of({ method: 'GET', resource: 'repository' })

const page = 2

const firstPage = (visible: ReadonlyArray<string>, count: number): Response => {
  const last = String(Math.ceil(count / page))
  return json(
    200,
    { count, items: visible.slice(0, page) },
    { link: `</requests?page=${last}>; rel="last"` },
  )
}

interface Category extends Owned {
  readonly parent?: string
  readonly secret: boolean
}

const mayVisit = (request: Request, category: Category | undefined): Facts.Facts =>
  Facts.of(category, (it) =>
    !it.secret || isOwner(request, it) ? Permission.grant() : Permission.deny(),
  )

// people whose profile is hidden, and with it what they have
const hiddenPeople = ['emma']

interface Repository extends Owned {
  readonly private: boolean
}

const mayRead = (request: Request, repository: Repository): boolean =>
  isOwner(request, repository) || !(repository.private || hiddenPeople.includes(repository.owner))

const readable = (request: Request, repository: Repository | undefined): Facts.Facts =>
  Facts.of(repository, (it) => (mayRead(request, it) ? Permission.grant() : Permission.deny()))

export const collections: ReadonlyArray<Exhibit> = [
  exhibit({
    title: 'A count of everything',
    cases: ['mysociety/alaveteli#286'],
    visible: `
      The count of requests to a public body included requests that were not visible. So did the
      links to further pages.
    `,
    closed: `
      What the caller would get one by one is the whole collection. It is filtered first, and then
      counted and cut into pages.
    `,
    path: '/requests/3',
    askedBy: question('GET /requests'),
    tells: { channel: 'header', field: 'link' },
    stranger: 'tara',
    entitled: ask('GET /requests/3'),
    store: rows({ '3': { owner: 'emma' } }, { '1': { owner: 'tara' }, '2': { owner: 'tara' } }),
    leaky: {
      'GET /requests': (request, requests) => {
        const visible = [...requests].flatMap(([id, row]) => (isOwner(request, row) ? [id] : []))
        return firstPage(visible, requests.size)
      },
      'GET /requests/:id': (request, requests, id) => {
        const row = requests.get(id)
        if (row !== undefined && isOwner(request, row)) return json(200, { id })
        return json(404, { message: 'not found' })
      },
    },
    mended: {
      'GET /requests': (request, requests) => {
        const visible = [...requests].flatMap(([id, row]) => {
          const verdict = decide(getRequest, authn(request), ...facts(request, row), policy)
          return verdict._tag === 'Ok' ? [id] : []
        })
        return firstPage(visible, visible.length)
      },
      'GET /requests/:id': (request, requests, id) => {
        const its = facts(request, requests.get(id))
        const verdict = decide(getRequest, authn(request), ...its, policy)
        return verdict._tag === 'Ok' ? json(200, { id }) : send(verdict)
      },
    },
  }),
  exhibit({
    title: 'A flag on the parent',
    cases: ['discourse/discourse CVE-2024-24748 (GHSA-3qh8-xw23-cq4x)'],
    visible: `
      It could be learnt that a secret subcategory exists under a public category which has no
      public ones.
    `,
    closed: 'What is said of the parent is computed from the children that the caller may see.',
    path: '/c/board',
    askedBy: question('GET /c/office'),
    tells: { channel: 'body' },
    stranger: 'tara',
    entitled: ask('GET /c/board'),
    store: rows<Category>(
      { board: { owner: 'emma', parent: 'office', secret: true } },
      { office: { owner: 'emma', secret: false } },
    ),
    leaky: {
      'GET /c/:name': (request, categories, name) => {
        const category = categories.get(name)
        if (category === undefined || (category.secret && !isOwner(request, category)))
          return json(404, { message: 'not found' })
        const has_children = [...categories.values()].some(({ parent }) => parent === name)
        return json(200, { name, has_children })
      },
    },
    mended: {
      'GET /c/:name': (request, categories, name) => {
        const visit = (it: Category | undefined) =>
          decide(getCategory, authn(request), ...mayVisit(request, it), policy)
        const verdict = visit(categories.get(name))
        if (verdict._tag !== 'Ok') return send(verdict)
        const children = [...categories.values()].filter(({ parent }) => parent === name)
        return json(200, { name, has_children: children.some((it) => visit(it)._tag === 'Ok') })
      },
    },
  }),
  exhibit({
    title: 'A list that disagrees with its items',
    cases: ['go-gitea/gitea CVE-2026-73135 (GHSA-hch4-r2j8-xm72)'],
    visible: `
      Direct routes answered 404. Some listings showed the repositories of owners who are hidden.
    `,
    closed: 'One predicate for the list and for the item.',
    path: '/repos/emmas-novel',
    askedBy: question('GET /explore'),
    tells: { channel: 'body' },
    stranger: 'tara',
    entitled: ask('GET /repos/emmas-novel'),
    store: rows({ 'emmas-novel': { owner: 'emma', private: false } }),
    leaky: {
      'GET /explore': (_request, repositories) => {
        const listed = [...repositories].filter(([, repository]) => !repository.private)
        return json(200, Object.keys(Object.fromEntries(listed)))
      },
      'GET /repos/:name': (request, repositories, name) => {
        const repository = repositories.get(name)
        if (repository !== undefined && mayRead(request, repository)) return json(200, { name })
        return json(404, { message: 'not found' })
      },
    },
    mended: {
      'GET /explore': (request, repositories) => {
        const listed = [...repositories].filter(([, repository]) => {
          const its = readable(request, repository)
          return decide(getRepository, authn(request), ...its, policy)._tag === 'Ok'
        })
        return json(200, Object.keys(Object.fromEntries(listed)))
      },
      'GET /repos/:name': (request, repositories, name) => {
        const its = readable(request, repositories.get(name))
        const verdict = decide(getRepository, authn(request), ...its, policy)
        return verdict._tag === 'Ok' ? json(200, { name }) : send(verdict)
      },
    },
  }),
]
