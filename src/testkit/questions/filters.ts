/**
 * Questions that filter the collection, or page through it, by the id of the thing.
 */
import type { Question } from '../Probe.js'
import { nearly } from '../variations/spellings.js'
import { idOf, nameOf, parentOf, query } from './places.js'
import { question } from './request.js'

export const mend =
  'a list, a search or a count saw what this caller may not: filter by permission before anything is counted or cut'

/** A question to the collection, with something behind its path. */
export const list = (
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

/** Filters, and pages. */
export const filters: ReadonlyArray<Question> = [
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
  list(
    'filter by id in other words',
    (id) => `?${query(['q', 'filter', 'query', 'search'], `id:${id}`)}`,
  ),
  list('filter by id and an operator', (id) => `?filter=id==${id}&id=eq.${id}&where=id='${id}'`),
  list('filter by id as one of several', (id) => `?id__in=${id}&id[in]=${id}&id_in=${id}`),
  list('filter by a key', (id) => `?key=%22${id}%22&keys=%5B%22${id}%22%5D&include_docs=true`),
  list('filter by what it is called', (id) => `?${query(['title', 'prefix', 'term'], id)}`),
  list('counted by id', (id) => `?${query(['q', 'ids'], id)}&facets=*&count=true&limit=0`),
  list('one that is chosen', (id) => `?${query(['selected', 'focus', 'open', 'highlight'], id)}`),
  list('several ids', (id) => `?${query(['ids', 'id[]', 'in'], id)}`),
  list('all but an id', (id) => `?${query(['exclude', 'except', 'without'], id)}`),
  list('what is like an id', (id) => `?${query(['similar_to', 'related_to', 'like', 'near'], id)}`),
  list('a cursor', (id) => `?${query(['after', 'cursor', 'starting_after'], id)}`),
  list('a cursor backwards', (id) => `?${query(['before', 'ending_before', 'max_id'], id)}`),
  list('a page by id', (id) => `?${query(['page_token', 'pageToken', 'since_id', 'start'], id)}`),
  list(
    'a page from an id',
    (id) => `?${query(['from', 'startAfter', 'start_after', 'offset'], id)}`,
  ),
  list('a page around an id', (id) => `?${query(['around', 'at', 'page[after]', 'last_id'], id)}`),
  list('what refers to an id', (id) => `?${query(['linksTo', 'links_to', 'mentions', 'ref'], id)}`),
  list('what is under an id', (id) => `?${query(['folder', 'template', 'root', 'thread'], id)}`),
  list('sorted from an id', (id) => `?sort=distance&${query(['relative_to', 'sort_by'], id)}`),
  list('children of an id', (id) => `?${query(['parent', 'parentId', 'parent_id', 'in'], id)}`),
  list('an id in parentheses', (id) => `('${id}')`),
]
