/**
 * A route of the service: what may be asked, and with which parameters.
 */
import type { Schema } from './sample.js'

/** A parameter beside the body. */
export interface Parameter {
  readonly name: string
  readonly in: 'path' | 'query' | 'header'
  readonly required: boolean
  readonly schema: Schema
  /** Of a list: what stands between its values. With `&`, the name stands before each. */
  readonly between?: ',' | '|' | ' ' | '&'
}

/** One route with one method. */
export interface Operation {
  readonly method: string
  /** With `{…}` for each parameter. */
  readonly path: string
  readonly parameters: ReadonlyArray<Parameter>
  readonly body?: { readonly mediaType: string; readonly schema: Schema }
  /** The names of all members of the body, at any depth. */
  readonly members: ReadonlyArray<string>
  /** Those of them that are lists of values. */
  readonly lists: ReadonlyArray<string>
}

/** The operation as a person names it. */
export const nameOf = ({ method, path }: Pick<Operation, 'method' | 'path'>): string =>
  `${method} ${path}`
