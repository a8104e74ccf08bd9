/**
 * Effects that throw, reject, hang or are called off, as values. Nothing here rejects, and no rejection
 * is left unhandled.
 */
import type { Fault } from '../domain/Fault.js'
import { dismiss } from '../lib/promise.js'
import type { Signal } from './Enforcement.js'

export type Attempted<A> = Success<A> | Failure

export interface Success<A> {
  readonly _tag: 'Success'
  readonly value: A
}

export interface Failure {
  readonly _tag: 'Failure'
  readonly faults: ReadonlyArray<Fault>
}

/** Starts an effect. `path` names it in the fault. */
export type Attempt = <A>(
  path: string,
  effect: (signal: Signal) => A | PromiseLike<A>,
) => Promise<Attempted<A>>

/**
 * Effects that stop together: when the signal of the client fires, when the time is up (milliseconds),
 * or when one of them fails. From then on none is started, and none that was started is waited for.
 */
export const stopTogether = async <B>(
  client: AbortSignal | undefined,
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
  dismiss(stopped)

  const attempt: Attempt = async <A>(
    path: string,
    effect: (signal: Signal) => A | PromiseLike<A>,
  ) => {
    try {
      signal.throwIfAborted()
      return { _tag: 'Success', value: (await Promise.race([stopped, started(effect)])) as A }
    } catch (cause) {
      const isCalledOff = signal.aborted && Object.is(cause, signal.reason)
      controller.abort()
      dismiss(cause)
      const message = isCalledOff ? 'it was called off' : 'it threw, or rejected its promise'
      return { _tag: 'Failure', faults: [{ path, message, cause }] }
    }
  }
  // what throws at once rejects, too, and so keeps nothing beside it from being started
  const started = <A>(effect: (signal: Signal) => A | PromiseLike<A>): Promise<A> =>
    new Promise<A>((resolve) => {
      const answer = effect(signal)
      dismiss(answer)
      resolve(answer)
    })

  const stop = (): void => {
    controller.abort(client?.reason)
  }
  const expire = (): void => {
    // as `AbortSignal.timeout` has it
    controller.abort(new DOMException(`no answer within ${String(timeout)} ms`, 'TimeoutError'))
  }
  const timer = timeout === undefined ? undefined : setTimeout(expire, timeout)
  try {
    client?.addEventListener('abort', stop)
    if (client?.aborted === true) stop()
    return await use(attempt)
  } finally {
    clearTimeout(timer)
    client?.removeEventListener('abort', stop)
  }
}

/** The value of each; or the faults of all that failed. */
export const allOf = <A>(all: ReadonlyArray<Attempted<A>>): Attempted<ReadonlyArray<A>> => {
  const values: Array<A> = []
  const faults: Array<Fault> = []
  for (const one of all)
    if (one._tag === 'Success') values.push(one.value)
    else faults.push(...one.faults)
  return faults.length > 0 ? { _tag: 'Failure', faults } : { _tag: 'Success', value: values }
}
