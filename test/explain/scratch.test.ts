import { Authn, decide, explain, Facts, Permission, Policy, Route, type Explanation } from 'glomar'
import { test } from 'vitest'
const { grant, deny, stepUp } = Permission
const untyped = explain as unknown as (...args: ReadonlyArray<unknown>) => Explanation
const policy = Policy.of({ document: { existence: 'if-may-know' }, folder: { existence: 'if-may-know' }, documents: {} })
const get = { method: 'GET', resource: 'document' } as const
const emma = Authn.authenticated()
const show = (name: string, ...args: ReadonlyArray<unknown>) => {
  console.log('## ' + name + '\n' + untyped(...args).says.map((s) => `  - ${s}`).join('\n'))
}
const ask = { mayKnow: true, missingPermissions: ['documents:write'], requestAccess: '/ask' }
test('x', () => {
  show('link withheld not entitled', get, emma, 'present', deny({ ...ask, mayKnow: false }), policy)
  show('link withheld anonymous', get, Authn.anonymous, 'present', deny(ask), policy)
  show('link withheld anonymous under secret', get, Authn.anonymous, 'present', deny(ask), Policy.of({ document: {} }))
  show('secret', get, emma, 'present', deny(ask), Policy.of({ document: {} }))
  show('link withheld when absent', get, emma, ...Facts.of(null, () => deny(ask), {whenAbsent: deny(ask)}), policy)
  show('encoded', get, emma, 'present', deny({ ...ask, requestAccess: '/a b' }), policy)
  show('dropped', get, emma, 'present', deny({ ...ask, requestAccess: 'javascript:alert(1)' }), policy)
  show('differ', get, emma, 'present', Permission.allOf(deny(ask), deny({ ...ask, requestAccess: '/b' })), policy)
  const anc = (p: Permission.Permission, row: object | null = {}, mine = deny(ask), authn = emma, o: object = {}) => {
    const [s, q] = Facts.of({}, () => mine, { ancestors: [{ resource: 'folder', facts: Facts.of<object>(row, () => p, o) }] })
    return [get, authn, s, q, policy] as const
  }
  show('differ ancestor', ...anc(deny({ ...ask, requestAccess: '/b' })))
  show('threw', get, emma, ...Facts.of({}, () => { throw new Error('no roles of undefined') }), policy)
  show('promise', get, emma, ...Facts.of({}, (async () => grant()) as never), policy)
  show('policy clone', get, emma, 'present', grant(), { ...policy })
  show('policy JSON', get, emma, 'present', grant(), JSON.parse(JSON.stringify(policy)))
  show('spread permission', get, emma, 'present', { ...deny(), mayKnow: true }, policy)
  show('scopes text', Route.of({ ...get, requires: { scopes: ['a'] } }), Authn.authenticated({ scopes: 'a b' as never }), 'present', grant(), policy)
  show('unnamed', { method: 'GET', resource: 'documetn' }, emma, 'present', deny(ask), policy)
  show('unnamed action', { method: 'GET', resource: 'document:delete' }, emma, 'present', deny(ask), policy)
  show('ancestor missing', ...anc(grant(), null, grant()))
  show('ancestor missing, admin', ...anc(grant(), null, grant(), emma, { whenAbsent: grant() }))
  show('ancestor hidden', ...anc(deny(), {}, grant()))
  show('ancestor denied', ...anc(deny(ask), {}, grant()))
  const ref = (p: Permission.Permission, row: object | null = {}, mine = grant(), authn = emma) => {
    const [s, q] = Facts.of({}, () => mine, { references: [{ resource: 'folder', facts: Facts.of<object>(row, () => p) }] })
    return [get, authn, s, q, policy] as const
  }
  show('ref hidden', ...ref(deny()))
  show('ref missing', ...ref(deny(), null))
  show('ref denied', ...ref(deny(ask)))
  show('ref anonymous', ...ref(deny(), {}, grant(), Authn.anonymous))
  show('ref, blind', ...ref(deny(), {}, grant({ mayKnow: false })))
  show('whenAbsent', get, emma, ...Facts.of(null, () => grant()), policy)
  show('whenAbsent create', { ...get, method: 'PUT', expects: 'absent' }, emma, ...Facts.of(null, () => grant()), policy)
  show('promise row', get, emma, ...Facts.of(Promise.resolve({}) as never, () => grant()), policy)
  show('unknown member', { ...get, require: { scopes: ['a'] } }, emma, 'present', grant(), policy)
  show('missing scope', Route.of({ ...get, requires: { scopes: {anyOf: ['a', ['b', 'c']]} } }), Authn.authenticated({ scopes: ['b'] }), 'present', grant(), policy)
  show('age', Route.of({ ...get, requires: { maxAge: 300, acrValues: ['mfa'] } }), Authn.authenticated({ acr: 'mfa' }), 'present', grant(), policy)
  show('taken', { ...get, method: 'PUT', expects: 'absent' }, emma, ...Facts.of({}, () => grant({ mayKnow: false })), policy)
  show('anon requires', { ...get, requires: { authenticated: true } }, Authn.anonymous, 'present', grant(), policy)
  show('blind', get, emma, ...Facts.of(null, () => grant(), { whenAbsent: grant({ mayKnow: false }) }), policy)
  show('blind present', get, emma, 'present', grant({ mayKnow: false }), policy)
  show('nothing made', undefined, undefined, undefined, undefined, undefined)
  show('rejected', get, Authn.rejected('expired'), 'present', grant(), policy)
  show('ok', get, emma, 'present', grant(), policy)
  show('9b', get, emma, 'present', deny({mayKnow: true}), policy)
  show('6', get, emma, 'absent', grant(), policy)
  show('7', { ...get, method: 'PUT', expects: 'absent' }, emma, 'present', grant(), policy)
  show('swapped', get, policy, 'present', grant(), emma)
  show('spread authn', get, { ...emma }, 'present', grant(), policy)
  show('state', get, emma, true, grant(), policy)
  show('stepUp with link', get, emma, 'present', Permission.stepUp({ mayKnow: true, requestAccess: '/a' } as never), policy)
  show('deny no mayKnow', get, emma, 'present', deny({ requestAccess: '/a' } as never), policy)
  show('deny bool', get, emma, 'present', deny(true as never), policy)
  show('rule answers true', get, emma, ...Facts.of({}, (() => true) as never), policy)
  show('list', { ...get, resource: 'documents', shape: 'collection' }, emma, ...Facts.of([], () => deny()), Policy.of({ documents: { list: 'empty' } }))
  show('step-up withheld', get, emma, 'present', stepUp({ mayKnow: false, maxAge: 5 }), policy)
  show('authn typo', get, Authn.authenticated({ scope: ['a'] } as never), 'present', grant(), policy)
  show('rejected unknown reason', get, Authn.rejected('too old' as never), 'present', grant(), policy)
})
