/**
 * What a function gives at another time. While it runs, `Date` and `performance.now` tell that time.
 */

/** Runs a function at an instant, in milliseconds since 1970. It has to give its result at once. */
export const at = <A>(instant: number, run: () => A): A => {
  const { Date } = globalThis
  const now = Object.getOwnPropertyDescriptor(performance, 'now')
  globalThis.Date = stopped(Date, instant)
  performance.now = () => instant
  try {
    return run()
  } finally {
    globalThis.Date = Date
    if (now === undefined) Reflect.deleteProperty(performance, 'now')
    else Object.defineProperty(performance, 'now', now)
  }
}

const stopped = (date: DateConstructor, instant: number): DateConstructor =>
  new Proxy(date, {
    apply: () => new date(instant).toString(),
    construct: (_, args: ReadonlyArray<number>) =>
      args.length === 0 ? new date(instant) : (Reflect.construct(date, args) as Date),
    get: (_, key) => (key === 'now' ? () => instant : (Reflect.get(date, key) as unknown)),
  })
