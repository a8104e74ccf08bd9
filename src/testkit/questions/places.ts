/**
 * What the path of a thing says: its collection, its id, what it is called, what stands around.
 */
import { decoded } from '../forms.js'

/** The path alone. */
export const withoutQuery = (path: string): string => path.replace(/[?#].*$/, '').replace(/\/$/, '')

/** The path of the collection. */
export const parentOf = (path: string): string => withoutQuery(path).replace(/\/[^/]*$/, '') || '/'

/** The path of what has the collection. */
export const aboveOf = (path: string): string => parentOf(parentOf(path))

/** The last segment, as it is in the path. */
export const idOf = (path: string): string => withoutQuery(path).replace(/^.*\//, '')

/** The id as a body has it. */
export const nameOf = (path: string): string => decoded(idOf(path))

/** A path below another. */
export const below = (path: string, name: string): string => `${path === '/' ? '' : path}/${name}`

const singular = (name: string): string => name.replace(/ies$/, 'y').replace(/s$/, '')

/** What a thing of the collection is called: a `document`. */
export const kindOf = (path: string): string => singular(nameOf(parentOf(path))) || 'item'

/** What things of the collection are called: `documents`. */
export const pluralOf = (path: string): string => nameOf(parentOf(path)) || 'items'

/** One value under several names of a query. */
export const query = (names: ReadonlyArray<string>, value: string): string =>
  names.map((name) => `${name}=${value}`).join('&')
