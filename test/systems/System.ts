/**
 * A system that documents its answers: who asks for what, what the documentation says, and the policy,
 * the facts and the renderer with which this library says the same.
 */
import {
  Authn,
  decide,
  Permission,
  render,
  type Policy,
  type Renderer,
  type Rendering,
  type ResourceState,
  type Route,
} from 'glomar'

// #region page
/** What a request carried, as far as these renderers repeat it. */
export interface Sent {
  readonly method: string
  readonly path: string
}

export const json = (status: number, body: object): Rendering => ({
  status,
  headers: { 'content-type': 'application/json' },
  body: JSON.stringify(body),
})

export const lastOf = (path: string) => decodeURIComponent(path.slice(path.lastIndexOf('/') + 1))
// #endregion

/** What a source says of an answer, or what this library gives. */
export interface Answer {
  readonly status: number
  readonly headers?: Readonly<Record<string, string>>
  /** A part of the text; or some members of a JSON body, where a source says no more. */
  readonly body?: unknown
}

export interface Caller {
  readonly says: string
  readonly authn: Authn.Authn
}

/** One documented answer. */
export interface Cell {
  readonly who: Caller
  readonly thing: string
  readonly facts: readonly [ResourceState, Permission.Permission<string>]
  readonly documented: Answer
  /** Where it is documented. */
  readonly source: string
  /** Why it is not given exactly. */
  readonly cannot?: string
}

export interface Question {
  /** The request line. */
  readonly request: `${string} /${string}`
  /** What the line does not say. */
  readonly where?: string
  readonly route: Route.Route
  /** What the handler says where there is no refusal. */
  readonly handler?: Partial<Record<'Ok' | 'Empty' | 'Conflict', Answer>>
  readonly cells: ReadonlyArray<Cell>
}

export interface System {
  readonly name: string
  /** The file in this folder, whose region stands on the page. */
  readonly file: string
  /** Which facts it wants, in short paragraphs. */
  readonly about: ReadonlyArray<string>
  readonly policy: Policy.Policy
  readonly renderer: Renderer<Sent>
  readonly questions: ReadonlyArray<Question>
}

// ------------------------------------------------------------------ words for cells

export const nobody: Caller = { says: 'no credentials', authn: Authn.anonymous }
export const caller = (says: string, authn: Authn.Authn = Authn.authenticated()): Caller => ({
  says,
  authn,
})

export const { grant, deny } = Permission
export const present = (permission = grant()) => ['present', permission] as const
/** Nobody may know, unless it is said. */
export const absent = (permission = deny()) => ['absent', permission] as const

/** The same answer about a thing that is there and about one that is not. */
export const alike = (
  who: Caller,
  [thing, missing]: readonly [string, string],
  documented: Answer,
  source: string,
  permission = deny(),
): ReadonlyArray<Cell> => [
  { who, thing, facts: present(permission), documented, source },
  { who, thing: missing, facts: absent(permission), documented, source },
]

// ------------------------------------------------------------------ what is given

const byHandler: Required<NonNullable<Question['handler']>> = {
  Ok: { status: 200 },
  Empty: { status: 200, body: [] },
  Conflict: { status: 409 },
}

/** What this library answers, in the words of the system. */
export const given = (
  { policy, renderer }: System,
  { request, route, handler }: Question,
  { who, facts }: Cell,
): Answer => {
  const verdict = decide<string, string, Route.Shape, Route.Expects>(
    route,
    who.authn,
    ...facts,
    policy,
  )
  if (!('status' in verdict)) return { ...byHandler, ...handler }[verdict._tag]
  const [method = '', path = ''] = request.split(' ')
  const { status, headers, body, faults } = render(verdict, renderer, { method, path })
  if (faults[0] !== undefined) throw new Error(faults[0].message)
  return { status, headers, body }
}

export const grades = ['exactly', 'by status only', 'not at all'] as const

/** How much of what is documented is given. */
export const gradeOf = (documented: Answer, answer: Answer): (typeof grades)[number] => {
  if (documented.status !== answer.status) return 'not at all'
  const headers = Object.entries(documented.headers ?? {})
  const same = headers.every(([name, value]) => sameField(name, value, answer.headers?.[name]))
  return same && says(answer.body, documented.body) ? 'exactly' : 'by status only'
}

/** The order of the parameters of a challenge does not count. */
const sameField = (name: string, documented: string, field = ''): boolean => {
  const parts = (value: string) => [
    value.split(' ')[0],
    ...(value.match(/\w+="[^"]*"/g) ?? []).sort(),
  ]
  return name === 'www-authenticate'
    ? String(parts(documented)) === String(parts(field))
    : documented === field
}

const says = (body: unknown, documented: unknown): boolean => {
  if (documented === undefined) return true
  if (typeof documented === 'string') return typeof body === 'string' && body.includes(documented)
  return contains(typeof body === 'string' ? JSON.parse(body) : body, documented)
}

/** Whether everything in the part is in the whole. */
const contains = (whole: unknown, part: unknown): boolean => {
  if (typeof part !== 'object' || part === null) return whole === part
  if (typeof whole !== 'object' || whole === null) return false
  return Object.entries(part).every(([name, value]) =>
    contains((whole as Record<string, unknown>)[name], value),
  )
}
