/**
 * Effects that throw, reject, hang or are called off, as values that say so. Nothing here rejects, and no rejection is left unhandled.
 */
import type { Failure, Stage } from './AuditRecord.js'

export type Attempted<A> = Done<A> | Undone

export interface Done<A> {
  readonly _tag: 'Done'
  readonly value: A
}

export interface Undone {
  readonly _tag: 'Undone'
  readonly failures: readonly [Failure, ...ReadonlyArray<Failure>]
}

export type Attempt = <A>(stage: Stage, run: (signal: AbortSignal) => A | PromiseLike<A>, resource?: string) => Promise<Attempted<A>>

/**
 * Effects that stop together: when the caller's signal says so, when the time is up (milliseconds), or when one of them fails. From then on
 * none is started, and none that was started is waited for.
 */
export const within = async <B>(
  given: AbortSignal | undefined,
  timeout: number | undefined,
  use: (attempt: Attempt) => Promise<B>,
): Promise<B> => {
  const controller = new AbortController()
  const { signal } = controller
  const stopped = new Promise<never>((_resolve, reject) => {
    signal.addEventListener('abort', () => {
      reject(signal.reason as Error)
    })
  })
  stopped.catch(ignore)

  const attempt: Attempt = async <A>(stage: Stage, run: (signal: AbortSignal) => A | PromiseLike<A>, resource?: string) => {
    try {
      signal.throwIfAborted()
      // what throws at once rejects, too, and so keeps nothing beside it from being started
      const answered = new Promise<A>((resolve) => {
        resolve(run(signal))
      })
      return { _tag: 'Done', value: (await Promise.race([stopped, answered])) as A }
    } catch (cause) {
      controller.abort()
      return { _tag: 'Undone', failures: [{ stage, ...(resource !== undefined && { resource }), cause }] }
    }
  }

  const stop = (): void => {
    controller.abort(given?.reason)
  }
  const expire = (): void => {
    // as `AbortSignal.timeout` has it
    controller.abort(new DOMException(`no answer within ${String(timeout)} ms`, 'TimeoutError'))
  }
  const timer = timeout === undefined ? undefined : setTimeout(expire, timeout)
  try {
    given?.addEventListener('abort', stop)
    if (given?.aborted === true) stop()
    return await use(attempt)
  } finally {
    clearTimeout(timer)
    given?.removeEventListener('abort', stop)
  }
}

/** What all of them gave; or what failed, all of it. */
export const gather = <A>(all: ReadonlyArray<Attempted<A>>): Attempted<ReadonlyArray<A>> => {
  const values = all.flatMap((one) => (one._tag === 'Done' ? [one.value] : []))
  const [failure, ...rest] = all.flatMap((one) => (one._tag === 'Done' ? [] : one.failures))
  return failure === undefined ? { _tag: 'Done', value: values } : { _tag: 'Undone', failures: [failure, ...rest] }
}

/** The value. A promise is none: nobody would wait for it, or catch what it throws. */
export const atOnce = <A>(value: A): A => {
  if (typeof (value as { readonly then?: unknown } | null | undefined)?.then !== 'function') return value
  // its rejection is not left unhandled all the same; but what only starts when it is waited for, such as a query, is not started
  if (value instanceof Promise) value.catch(ignore)
  throw new TypeError('expected a value, got a promise (await it in an effect)')
}

const ignore = (): void => undefined
