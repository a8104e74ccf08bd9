/** Only guesses at real documents use up the limit: POST /documents/ID/unlock, any passphrase. */
import { careful, fieldsOf, idIn, json, mayRead, signedIn, view, type Handler } from './careful.js'

const limit = 5

const build =
  (countAll: boolean): Handler =>
  (world) => {
    const phrases = new Map<string, string>()
    const attempts = new Map<string, number>()
    return signedIn(async (request, caller) => {
      const id = idIn(request.url, 'unlock')
      if (id === undefined || !['POST', 'PUT'].includes(request.method))
        return careful(world, request, caller)
      const { passphrase } = await fieldsOf(request)
      const doc = world.documents.get(id)
      // The owner sets the phrase with PUT, and opens without one
      if (doc?.owner === caller && request.method === 'PUT' && typeof passphrase === 'string')
        phrases.set(id, passphrase)
      const key = `${caller} ${id}`
      const used = attempts.get(key) ?? 0
      const headers = { 'ratelimit-limit': `${limit}` }
      if (used >= limit)
        return json(429, { error: 'too many' }, { ...headers, 'retry-after': '60' })
      const fits = phrases.has(id) && phrases.get(id) === passphrase
      if (doc !== undefined && (mayRead(doc, caller) || fits)) return json(200, view(doc), headers)
      if (countAll || doc !== undefined) attempts.set(key, used + 1)
      const remaining = `${limit - (attempts.get(key) ?? 0)}`
      return json(403, { error: 'wrong' }, { ...headers, 'ratelimit-remaining': remaining })
    })
  }

export const handler = build(false)
export const mended = build(true)
