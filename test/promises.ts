/**
 * Promises that reject, of every kind that a rule can answer with, and a query that starts late.
 */
import { runInNewContext } from 'node:vm'

const error = (): Error => new Error('the query failed')

const rejected = (): Promise<never> => Promise.reject(error())

/** A class of promises that no further promise can be made of. */
const hostile = (species: PropertyDescriptor, tag?: string): (() => Promise<never>) => {
  class Hostile extends Promise<never> {}
  Reflect.defineProperty(Hostile, Symbol.species, species)
  if (tag !== undefined)
    Reflect.defineProperty(Hostile.prototype, Symbol.toStringTag, { value: tag })
  return () =>
    new Hostile((_, reject) => {
      reject(error())
    })
}

const fail = (): never => {
  throw error()
}

/** Each gives a promise that rejects. */
export const rejections: Readonly<Record<string, () => unknown>> = {
  'a promise': rejected,
  'an async function': async () => {
    await Promise.resolve()
    throw error()
  },
  'a promise that rejects later': () => new Promise((_, reject) => setTimeout(reject, 1, error())),
  'a promise of another realm': () =>
    runInNewContext('Promise.reject(new Error("elsewhere"))') as unknown,
  'an async function of another realm': () =>
    runInNewContext('(async () => { throw new Error("elsewhere") })()') as unknown,
  'a frozen promise': () => Object.freeze(rejected()),
  'a promise of a subclass': hostile({ value: undefined }),
  'a subclass whose species throws': hostile({ get: fail }),
  'a subclass whose species is no class': hostile({ value: 7 }),
  'a subclass whose species makes no promise': hostile({
    value: function (executor: (...args: ReadonlyArray<unknown>) => void) {
      executor(
        () => undefined,
        () => undefined,
      )
      return {}
    },
  }),
  'a subclass whose species throws, under another tag': hostile({ get: fail }, 'Lazy'),
  'a promise whose constructor throws': () =>
    Object.defineProperty(rejected(), 'constructor', {
      get: fail,
      configurable: true,
    }),
  'a promise with a `then` of its own': () => Object.assign(rejected(), { then: () => fail() }),
  'a promise whose `then` throws': () => Object.defineProperty(rejected(), 'then', { get: fail }),
}

/** A query of a database library: it is sent when somebody waits for it, and then it fails. */
export const lazyQuery = (): PromiseLike<never> & { readonly started: () => boolean } => {
  let started = false
  return {
    started: () => started,
    then: (onFulfilled, onRejected) => {
      started = true
      return Promise.reject(error()).then(onFulfilled, onRejected)
    },
  }
}
