/**
 * Something that was not as it should be, and what was done about it. Faults are for the operator:
 * `explain` lists them, `enforce` hands them to the audit. None reaches an answer.
 */

export interface Fault {
  /** The argument and the member of it: `permission.requestAccess`, `authn.scopes[1]`. */
  readonly path: string
  /** What was expected, what came, and how to mend it. */
  readonly message: string
  /** What a rule or a renderer threw. It may be anything. */
  readonly cause?: unknown
}

export const none: ReadonlyArray<never> = /* @__PURE__ */ Object.freeze([])

/** The same faults, below another path. */
export const under = (path: string, faults: ReadonlyArray<Fault>): ReadonlyArray<Fault> =>
  faults.map((fault) => ({ ...fault, path: `${path}.${fault.path}` }))
