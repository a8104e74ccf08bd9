/**
 * Questions about the collection of the thing: lists, searches, counts, filters, names that are free.
 */
import type { Question } from '../Probe.js'
import { nearly } from '../variations/spellings.js'
import { aboveOf, below, idOf, kindOf, nameOf, parentOf, query } from './places.js'
import { question } from './request.js'

const mend =
  'a list, a search or a count saw what this caller may not: filter by permission before anything is counted or cut'

const list = (
  name: string,
  suffix: (id: string, path: string) => string,
  method = 'GET',
  headers: Readonly<Record<string, string>> = {},
): Question =>
  question(
    name,
    (path) => ({ method, path: `${parentOf(path)}${suffix(idOf(path), path)}`, headers }),
    mend,
  )

const filters: ReadonlyArray<Question> = [
  list('search by id', (id) => `?${query(['q', 'search', 'query'], id)}`),
  list(
    'search by nearly the id',
    (id) =>
      `?${query(
        ['q', 'search', 'query'],
        nearly(id, () => ''),
      )}`,
  ),
  list('filter by id', (id) => `?${query(['id', 'name', 'slug'], id)}`),
  list('HEAD of a filter by id', (id) => `?${query(['id', 'name', 'slug'], id)}`, 'HEAD'),
  list('filter by id in brackets', (id) => `?${query(['filter[id]', 'where[id]', 'id[eq]'], id)}`),
  list(
    'filter by id in JSON',
    (_, path) =>
      `?${query(['where', 'filter'], encodeURIComponent(JSON.stringify({ id: nameOf(path) })))}`,
  ),
  list('filter by id in words', (id) => `?$filter=id%20eq%20'${id}'&$count=true&$top=0`),
  list('several ids', (id) => `?${query(['ids', 'id[]', 'in'], id)}`),
  list('all but an id', (id) => `?${query(['exclude', 'except', 'without'], id)}`),
  list('what is like an id', (id) => `?${query(['similar_to', 'related_to', 'like', 'near'], id)}`),
  list('a cursor', (id) => `?${query(['after', 'cursor', 'starting_after'], id)}`),
  list('a cursor backwards', (id) => `?${query(['before', 'ending_before', 'max_id'], id)}`),
  list('a page by id', (id) => `?${query(['page_token', 'pageToken', 'since_id', 'start'], id)}`),
  list('children of an id', (id) => `?${query(['parent', 'parentId', 'parent_id', 'in'], id)}`),
  list('an id in parentheses', (id) => `('${id}')`),
]

/** The list of the collection. */
export const parent: Question = list('GET the parent', () => '')

/** The same with more in it, or counted. */
export const countsOfParent: ReadonlyArray<Question> = [
  list('GET the parent with everything', () => '?limit=1000&include=*&count=true&deleted=true'),
  list('GET one of the parent', () => '?limit=1&per_page=1&pageSize=1&page=1&total=true'),
  list('GET the parent, counted', (id) => `?id=${id}&count=true&limit=0&exists=true`),
  list('GET the parent in groups', () => '?facets=*&group_by=owner&aggregate=count'),
  list('GET the parent with a range', () => '', 'GET', {
    range: 'items=0-0',
    prefer: 'count=exact',
  }),
  list('GET the parent as a feed', () => '', 'GET', { accept: 'application/atom+xml' }),
  list('GET the parent as a table', () => '', 'GET', { accept: 'text/csv' }),
]

const helpers = [
  ...['search', 'count', 'exists', 'check', 'suggest', 'autocomplete', 'export', 'stats', 'recent'],
  ...['available', 'availability', 'lookup', 'resolve', 'validate', 'changes', 'trash', 'archive'],
  ...['shared', 'latest', 'tree', 'tags', 'facets', 'duplicates', '_count', '$count'],
]

/** The collection under other addresses of the thing. */
const addresses = ['by-name', 'by-slug', 'name', 'exists', 'available']

const methods = ['OPTIONS', 'PROPFIND', 'QUERY', 'SEARCH', 'REPORT']

/** What else is asked of the collection. */
export const lists: ReadonlyArray<Question> = [
  list('HEAD the parent', () => '', 'HEAD'),
  ...filters,
  ...helpers.map((helper) =>
    question(
      `GET …/${helper} of the parent`,
      (path) => ({
        method: 'GET',
        path: below(parentOf(path), `${helper}?${query(['q', 'id', 'name'], idOf(path))}`),
      }),
      mend,
    ),
  ),
  ...addresses.map((name) =>
    question(
      `GET …/${name}/… of the parent`,
      (path) => ({ method: 'GET', path: below(parentOf(path), `${name}/${idOf(path)}`) }),
      mend,
    ),
  ),
  ...methods.map((method) => list(`${method} of the parent`, () => '', method)),
  question('GET above the parent', (path) => ({ method: 'GET', path: aboveOf(path) }), mend),
]

/** Three characters of the id: less than a name, and enough for a search. */
const startOf = (path: string): string => encodeURIComponent(nameOf(path).slice(0, 3))

/** The same for both worlds, so that what these find is a mention. */
export const startsOf = (hidden: string): ReadonlyArray<Question> => {
  const searched = query(['q', 'prefix'], startOf(hidden))
  const at = (name: string, path: string): Question =>
    question(name, () => ({ method: 'GET', path: `${path}?${searched}` }), mend)
  return [
    at('search by the start of the id', parentOf(hidden)),
    ...['search', 'suggest', 'autocomplete'].map((helper) =>
      at(`…/${helper} by the start of the id`, below(parentOf(hidden), helper)),
    ),
    at(`search for a ${kindOf(hidden)} by the start of the id`, below(aboveOf(hidden), 'search')),
  ]
}
