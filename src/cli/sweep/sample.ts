/**
 * Values that fit a JSON Schema, the smallest that is likely to pass.
 */
import { isPlainObject, own } from '../../lib/read.js'

/** A JSON Schema, or what stands in its place. */
export type Schema = unknown

/** A body goes no deeper, and a schema may refer to itself. */
const deepest = 6

const items = (u: unknown, key: string): ReadonlyArray<unknown> => {
  const found = own(u, key)
  return Array.isArray(found) ? found : []
}

const propertiesOf = (schema: Schema): Readonly<Record<string, Schema>> => {
  const properties = own(schema, 'properties')
  return isPlainObject(properties) ? properties : {}
}

/** The schema with all that it is composed of; of alternatives, the first. */
const partsOf = (schema: Schema, depth: number): ReadonlyArray<Schema> =>
  depth > deepest
    ? []
    : [
        schema,
        ...[
          ...items(schema, 'allOf'),
          ...items(schema, 'oneOf').slice(0, 1),
          ...items(schema, 'anyOf').slice(0, 1),
        ].flatMap((part) => partsOf(part, depth + 1)),
      ]

/** The names of all members, at any depth. A schema may refer to itself. */
export const membersOf = (schema: Schema): ReadonlyArray<string> => {
  const seen = new Set<Schema>()
  const names = new Set<string>()
  const visit = (each: Schema): void => {
    if (!isPlainObject(each) || seen.has(each)) return
    seen.add(each)
    const properties = Object.entries(propertiesOf(each))
    for (const name of [...properties.map(([key]) => key), ...membersOfExample(each['example'])])
      names.add(name)
    for (const part of [
      ...properties.map(([, property]) => property),
      ...['allOf', 'oneOf', 'anyOf'].flatMap((key) => items(each, key)),
      each['items'],
    ])
      visit(part)
  }
  visit(schema)
  return [...names]
}

/** Is it a list of values, and not of objects? */
export const isListOfValues = (schema: Schema): boolean =>
  partsOf(schema, 0).some((part) => {
    if (typeOf(part) === 'array')
      return partsOf(own(part, 'items'), 0).every(
        (of) => Object.keys(propertiesOf(of)).length === 0,
      )
    const known = given(part)
    return Array.isArray(known) && membersOfExample(known).length === 0
  })

/** The names of the members that are lists of values, at any depth. */
export const listsOf = (schema: Schema): ReadonlyArray<string> => {
  const seen = new Set<Schema>()
  const names = new Set<string>()
  const visit = (each: Schema): void => {
    if (Array.isArray(each)) {
      each.forEach(visit)
      return
    }
    if (!isPlainObject(each) || seen.has(each)) return
    seen.add(each)
    for (const [name, property] of Object.entries(propertiesOf(each)))
      if (isListOfValues(property)) names.add(name)
    for (const name of listsOfExample(each['example'])) names.add(name)
    Object.values(each).forEach(visit)
  }
  visit(schema)
  return [...names]
}

const listsOfExample = (u: unknown): ReadonlyArray<string> => {
  if (Array.isArray(u)) return u.flatMap(listsOfExample)
  if (!isPlainObject(u)) return []
  return Object.entries(u).flatMap(([name, each]) => [
    ...(Array.isArray(each) && membersOfExample(each).length === 0 ? [name] : []),
    ...listsOfExample(each),
  ])
}

const membersOfExample = (u: unknown): ReadonlyArray<string> => {
  if (Array.isArray(u)) return u.flatMap(membersOfExample)
  if (!isPlainObject(u)) return []
  return Object.entries(u).flatMap(([name, each]) => [name, ...membersOfExample(each)])
}

const formats: Readonly<Record<string, string>> = {
  uuid: '00000000-0000-4000-8000-000000000000',
  date: '2020-01-01',
  'date-time': '2020-01-01T00:00:00Z',
  email: 'nobody@example.com',
  uri: 'https://example.com/',
}

const typeOf = (schema: Schema): unknown => {
  const type = own(schema, 'type')
  return Array.isArray(type) ? type.find((each) => each !== 'null') : type
}

const textFor = (schema: Schema): string => {
  const format = own(schema, 'format')
  if (typeof format === 'string' && Object.hasOwn(formats, format)) return String(formats[format])
  const least = own(schema, 'minLength')
  return 'a'.repeat(typeof least === 'number' ? Math.min(Math.max(1, least), 1_000) : 1)
}

/** A value that the schema itself names. */
const given = (schema: Schema): unknown =>
  own(schema, 'example') ??
  items(schema, 'examples')[0] ??
  own(schema, 'const') ??
  own(schema, 'default') ??
  items(schema, 'enum')[0]

/**
 * A value that fits. Of an object, it has what is required, and the members that are `wanted`.
 */
export const sampleOf = (
  schema: Schema,
  wanted: (name: string) => boolean = () => false,
  depth = 0,
): unknown => {
  const parts = partsOf(schema, depth)
  const known = parts.map(given).find((each) => each !== undefined)
  const type = parts.map(typeOf).find((each) => each !== undefined)
  const properties = parts.flatMap((part) => Object.entries(propertiesOf(part)))
  if (properties.length === 0 || depth > deepest) {
    if (known !== undefined) return known
    if (type === 'object') return {}
    if (type === 'array') return [sampleOf(own(schema, 'items'), wanted, depth + 1)]
    if (type === 'boolean') return false
    if (type === 'integer' || type === 'number') return own(schema, 'minimum') ?? 1
    return textFor(schema)
  }
  const required = parts.flatMap((part) => items(part, 'required'))
  const made = properties.flatMap(([name, each]) => {
    const isWanted = wanted(name) || membersOf(each).some(wanted)
    return required.includes(name) || isWanted
      ? [[name, sampleOf(each, wanted, depth + 1)] as const]
      : []
  })
  return { ...Object.fromEntries(made), ...(isPlainObject(known) ? known : {}) }
}

/** The value with ids in the members that have some. A number stays a number, and a list a list. */
export const withIds = (
  u: unknown,
  idsOf: (name: string) => ReadonlyArray<string> | undefined,
): unknown => {
  if (Array.isArray(u)) return u.map((each) => withIds(each, idsOf))
  if (!isPlainObject(u)) return u
  return Object.fromEntries(
    Object.entries(u).map(([name, each]) => {
      const ids = idsOf(name)
      return [name, ids === undefined ? withIds(each, idsOf) : inPlaceOf(each, ids)]
    }),
  )
}

const inPlaceOf = (u: unknown, ids: ReadonlyArray<string>): unknown => {
  if (Array.isArray(u)) return ids.map((id) => inPlaceOf((u as ReadonlyArray<unknown>)[0], [id]))
  const id = ids.at(-1) ?? ''
  return typeof u === 'number' && /^\d{1,15}$/.test(id) ? Number(id) : id
}
