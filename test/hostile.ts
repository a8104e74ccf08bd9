/**
 * Values that untyped code, data from outside and careless tools hand in. Each is made anew on each
 * call, because some of them change when they are read.
 */
import { runInNewContext } from 'node:vm'
import { lazyQuery } from './promises.js'

const fail = (): never => {
  throw new Error('read')
}

/** Throws at every access. */
const throwing = (target: object): object =>
  new Proxy(target, {
    get: fail,
    has: fail,
    ownKeys: fail,
    getPrototypeOf: fail,
    getOwnPropertyDescriptor: fail,
  })

const revoked = (target: object): object => {
  const { proxy, revoke } = Proxy.revocable(target, {})
  revoke()
  return proxy
}

/** Objects in objects, deeper than any stack. */
const deep = (): object => {
  let at: object = {}
  for (let i = 0; i < 100_000; i++) at = { at }
  return at
}

/** A client of remote procedures: it has every member, and each is such a client, too. */
const remote = (): object =>
  new Proxy(() => undefined, {
    get: (_, key) => (key === Symbol.toPrimitive ? () => 'x' : remote()),
    apply: remote,
  })

export const hostile: Readonly<Record<string, () => unknown>> = {
  undefined: () => undefined,
  null: () => null,
  zero: () => 0,
  NaN: () => NaN,
  true: () => true,
  false: () => false,
  'an empty text': () => '',
  granted: () => 'granted',
  present: () => 'present ',
  ['__proto__']: () => '__proto__',
  constructor: () => 'constructor',
  'a long text': () => 'x'.repeat(100_000),
  'a line break': () => 'a\r\nset-cookie: b=c',
  'a lone surrogate': () => '\uD800',
  'a symbol': () => Symbol('granted'),
  'a bigint': () => 10n,
  'a boxed text': () => Object('present') as unknown,
  'a function': () => () => ({ _tag: 'Granted', mayKnow: true }),
  'a class': () => Map,
  'a list': () => [],
  'a list of everything': () => ['Granted', true, { _tag: 'Granted' }],
  'a list with holes': () => [, , 'a'] as ReadonlyArray<unknown>,
  'a list without end': () =>
    new Proxy<Array<string>>([], { get: (_, key) => (key === 'length' ? Infinity : 'x') }),
  'a list that is long and empty': () => new Array<unknown>(2 ** 32 - 1),
  'an object': () => ({}),
  'an object without a prototype': () => Object.create(null) as unknown,
  'an object of another realm': () =>
    runInNewContext('({ _tag: "Granted", mayKnow: true })') as unknown,
  'an unknown tag': () => ({ _tag: 'Unheard of', mayKnow: true }),
  'a tag in a list': () => ({ _tag: ['Granted'], mayKnow: true }),
  'a map': () => new Map([['_tag', 'Granted']]),
  'a date': () => new Date(0),
  'an error': () => new TypeError('Granted'),
  'a promise': () => Promise.resolve({ _tag: 'Granted', mayKnow: true }),
  'a lazy query': lazyQuery,
  'a deep object': deep,
  'a remote client': remote,
  'a proxy that throws': () => throwing({}),
  'a list that throws': () => throwing([]),
  'a proxy that was revoked': () => revoked({}),
  'a list that was revoked': () => revoked([]),
  'a getter that throws': () => Object.defineProperty({}, '_tag', { get: fail, enumerable: true }),
  'a text that throws': () => ({ toString: fail, valueOf: fail, [Symbol.toPrimitive]: fail }),
}
