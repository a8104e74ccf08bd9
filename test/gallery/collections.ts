/**
 * A collection tells: by its counts, by its flags, by what it lists.
 */
import { Facts, Permission, Policy, prepare } from 'glomar'
import { ask, exhibit, question, rows, type Exhibit } from './Exhibit.js'
import { authn, facts, isOwner, json, send, type Owned } from './service.js'

const policy = Policy.of({ request: {}, category: {}, repository: {} })

const getRequest = prepare({ method: 'GET', resource: 'request' }, policy)
const getCategory = prepare({ method: 'GET', resource: 'category' }, policy)
const getRepository = prepare({ method: 'GET', resource: 'repository' }, policy)

const page = 2

const lastPage = (rows: number): string => `</requests?page=${String(Math.ceil(rows / page))}>; rel="last"`

interface Category extends Owned {
  readonly parent?: string
  readonly secret: boolean
}

const mayVisit = (request: Request, category: Category | undefined): Facts.Facts =>
  Facts.of(category, (it) => (!it.secret || isOwner(request, it) ? Permission.granted : Permission.denied))

// people whose profile is hidden, and with it what they have
const hiddenPeople = ['emma']

interface Repository extends Owned {
  readonly private: boolean
}

const mayRead = (request: Request, repository: Repository): boolean =>
  isOwner(request, repository) || !(repository.private || hiddenPeople.includes(repository.owner))

const readable = (request: Request, repository: Repository | undefined): Facts.Facts =>
  Facts.of(repository, (it) => (mayRead(request, it) ? Permission.granted : Permission.denied))

export const collections: ReadonlyArray<Exhibit> = [
  exhibit({
    title: 'A count of everything',
    cases: ['mysociety/alaveteli#286'],
    visible: 'The count of requests to a public body, and the links to further pages, included requests that were not visible.',
    closed: 'What the caller would get one by one is the whole collection: it is filtered first, then counted and cut into pages.',
    path: '/requests/3',
    askedBy: question('GET /requests'),
    tells: { channel: 'header', field: 'link' },
    stranger: 'tara',
    entitled: ask('GET /requests/3'),
    store: rows({ '3': { owner: 'emma' } }, { '1': { owner: 'tara' }, '2': { owner: 'tara' } }),
    leaky: {
      'GET /requests': (request, requests) => {
        const visible = [...requests].flatMap(([id, row]) => (isOwner(request, row) ? [id] : []))
        return json(200, { count: requests.size, items: visible.slice(0, page) }, { link: lastPage(requests.size) })
      },
      'GET /requests/:id': (request, requests, id) => {
        const row = requests.get(id)
        return row === undefined || !isOwner(request, row) ? json(404, { message: 'not found' }) : json(200, { id })
      },
    },
    mended: {
      'GET /requests': (request, requests) => {
        const visible = [...requests].flatMap(([id, row]) => (getRequest(authn(request), ...facts(request, row))._tag === 'Ok' ? [id] : []))
        return json(200, { count: visible.length, items: visible.slice(0, page) }, { link: lastPage(visible.length) })
      },
      'GET /requests/:id': (request, requests, id) => {
        const verdict = getRequest(authn(request), ...facts(request, requests.get(id)))
        return verdict._tag === 'Ok' ? json(200, { id }) : send(verdict)
      },
    },
  }),
  exhibit({
    title: 'A flag on the parent',
    cases: ['discourse/discourse CVE-2024-24748 (GHSA-3qh8-xw23-cq4x)'],
    visible: 'It could be learnt that a secret subcategory exists under a public category which has no public ones.',
    closed: 'What is said of the parent is computed from the children that the caller may see.',
    path: '/c/board',
    askedBy: question('GET /c/office'),
    tells: { channel: 'body' },
    stranger: 'tara',
    entitled: ask('GET /c/board'),
    store: rows<Category>({ board: { owner: 'emma', parent: 'office', secret: true } }, { office: { owner: 'emma', secret: false } }),
    leaky: {
      'GET /c/:name': (request, categories, name) => {
        const category = categories.get(name)
        if (category === undefined || (category.secret && !isOwner(request, category))) return json(404, { message: 'not found' })
        return json(200, { name, has_children: [...categories.values()].some(({ parent }) => parent === name) })
      },
    },
    mended: {
      'GET /c/:name': (request, categories, name) => {
        const visit = (it: Category | undefined) => getCategory(authn(request), ...mayVisit(request, it))
        const verdict = visit(categories.get(name))
        if (verdict._tag !== 'Ok') return send(verdict)
        return json(200, { name, has_children: [...categories.values()].some((it) => it.parent === name && visit(it)._tag === 'Ok') })
      },
    },
  }),
  exhibit({
    title: 'A list that disagrees with its items',
    cases: ['go-gitea/gitea CVE-2026-73135 (GHSA-hch4-r2j8-xm72)'],
    visible: 'Direct routes answered 404, while some listings showed the repositories of owners who are hidden.',
    closed: 'One predicate for the list and for the item.',
    path: '/repos/novel',
    askedBy: question('GET /explore'),
    tells: { channel: 'body' },
    stranger: 'tara',
    entitled: ask('GET /repos/novel'),
    store: rows({ novel: { owner: 'emma', private: false } }),
    leaky: {
      'GET /explore': (_request, repositories) =>
        json(
          200,
          [...repositories].flatMap(([name, repository]) => (repository.private ? [] : [name])),
        ),
      'GET /repos/:name': (request, repositories, name) => {
        const repository = repositories.get(name)
        return repository === undefined || !mayRead(request, repository) ? json(404, { message: 'not found' }) : json(200, { name })
      },
    },
    mended: {
      'GET /explore': (request, repositories) =>
        json(
          200,
          [...repositories].flatMap(([name, it]) => (getRepository(authn(request), ...readable(request, it))._tag === 'Ok' ? [name] : [])),
        ),
      'GET /repos/:name': (request, repositories, name) => {
        const verdict = getRepository(authn(request), ...readable(request, repositories.get(name)))
        return verdict._tag === 'Ok' ? json(200, { name }) : send(verdict)
      },
    },
  }),
]
