/**
 * How a question is made: from its name, and from the request about the thing at a path.
 */
import type { Probe, Question } from '../Probe.js'

type Request = Omit<Probe, 'headers'> & Partial<Pick<Probe, 'headers'>>

/** A question. Its request has no fields unless it names some. */
export const question = (
  name: string,
  request: (path: string) => Request,
  mend?: string,
): Question => ({
  name,
  at: (path) => ({ headers: {}, ...request(path) }),
  ...(mend !== undefined && { mend }),
})

/** A body of JSON, with its type. */
export const json = (value: unknown): Pick<Probe, 'headers' | 'body'> => ({
  headers: { 'content-type': 'application/json' },
  body: JSON.stringify(value),
})

/** A body of JSON that many questions about one thing share, made once for a path. */
export const sharedJson = (
  value: (path: string) => unknown,
): ((path: string) => ReturnType<typeof json>) => {
  const made = new Map<string, ReturnType<typeof json>>()
  return (path) => {
    if (made.size > 100) made.clear()
    const body = made.get(path) ?? json(value(path))
    made.set(path, body)
    return body
  }
}
