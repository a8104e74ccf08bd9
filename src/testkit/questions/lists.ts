/**
 * Questions about the collection of the thing: lists, searches, counts, names that are free.
 */
import type { Question } from '../Probe.js'
import { filters, list, mend } from './filters.js'
import { aboveOf, below, idOf, kindOf, nameOf, parentOf, query } from './places.js'
import { question } from './request.js'

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
  list('GET the next of the parent', () => '?limit=1&offset=1&page=2&per_page=1&skip=1'),
  list('GET the parent as a stream', () => '', 'GET', { accept: 'text/event-stream' }),
  list('GET the parent as a feed', () => '', 'GET', { accept: 'application/atom+xml' }),
  list('GET the parent as a table', () => '', 'GET', { accept: 'text/csv' }),
]

const helpers = [
  ...['search', 'count', 'exists', 'check', 'suggest', 'autocomplete', 'export', 'stats', 'recent'],
  ...['available', 'availability', 'lookup', 'resolve', 'validate', 'changes', 'trash', 'archive'],
  ...['shared', 'latest', 'tree', 'tags', 'facets', 'duplicates', '_count', '$count'],
  ...['compare', 'diff', 'download', 'preview', 'similar', 'next-id'],
  ...['status', 'feed', 'rss', 'sitemap.xml', 'export.csv', 'drafts'],
  ...['archived', 'deleted', 'activity', 'events', 'query'],
  ...['quota', '_search', '_all_docs', 'by-id'],
]

/** What a helper may call the id. */
const names = [
  ...['q', 'id', 'name', 'slug', 'title', 'ids', 'query', 'prefix', 'term', 'key', 'from', 'to'],
  ...['a', 'b', 'left', 'right', 'base', 'head', 'since', 'folder', 'parent'],
]

/** The collection under other addresses of the thing. */
const addresses = [
  ...['by-name', 'by-slug', 'name', 'exists', 'available', 'by-id', 'by-title', 'slug'],
  ...['_doc', 'lookup'],
]

const methods = ['OPTIONS', 'PROPFIND', 'QUERY', 'SEARCH', 'REPORT']

/** What else is asked of the collection. */
export const lists: ReadonlyArray<Question> = [
  list('HEAD the parent', () => '', 'HEAD'),
  question(
    'GET the parent with a slash',
    (path) => ({ method: 'GET', path: below(parentOf(path), '') }),
    mend,
  ),
  ...filters,
  ...helpers.map((helper) =>
    question(
      `GET …/${helper} of the parent`,
      (path) => ({
        method: 'GET',
        path: below(parentOf(path), `${helper}?${query(names, idOf(path))}`),
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
  list('PROPFIND of the parent and what is in it', () => '', 'PROPFIND', { depth: '1' }),
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
