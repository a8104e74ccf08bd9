/**
 * A route about documents. Every effect is written down, and the records are kept.
 */
import { Authn, Permission, Policy } from 'glomar'
import { enforce, type AuditRecord, type Enforcement } from 'glomar/enforce'

export const policy = Policy.of({
  folder: {},
  document: { existence: 'if-may-know' },
  documents: { list: 'empty' },
})

export interface Asking {
  readonly id: string
}

export interface Document {
  readonly owner: string
}

export const store = new Map<string, Document>([
  ['emmas-document', { owner: 'emma' }],
  ['johns-document', { owner: 'john' }],
])

export const emma = { name: 'emma', authn: Authn.authenticated({ scopes: ['documents:read'] }) }
export type Who = typeof emma

export type Described = Enforcement<
  'folder' | 'document' | 'documents',
  'GET',
  'item',
  'present',
  Asking,
  Who,
  undefined,
  Document | undefined,
  readonly [],
  readonly [],
  'present',
  undefined,
  string
>

export const recorded = (change: Partial<Described> = {}) => {
  const done: Array<string> = []
  const records: Array<AuditRecord<Asking, Who>> = []
  const described: Described = {
    route: { method: 'GET', resource: 'document', requires: { scopes: ['documents:read'] } },
    policy,
    authenticate: () => {
      done.push('authenticate')
      return emma
    },
    evaluate: () => {
      done.push('evaluate')
      return undefined
    },
    lookUp: ({ id }) => {
      done.push('lookUp')
      return store.get(id)
    },
    authorize: ({ owner }, { name }) => {
      done.push('authorize')
      return owner === name ? Permission.grant() : Permission.deny()
    },
    whenAbsent: () => {
      done.push('whenAbsent')
      return Permission.deny()
    },
    audit: (record) => {
      done.push('audit')
      records.push(record)
    },
    handle: ({ owner }) => {
      done.push('handle')
      return `of ${owner}`
    },
    ...change,
  }
  return { route: enforce(described), done, records }
}
