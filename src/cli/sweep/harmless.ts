/**
 * What a sweep does not ask unless it is told to: what may change something, and routes that sign
 * in, register, reset or remove. Such a route may lock an account, send a mail or end a session.
 */
import { isSafe, type Probe } from '../../testkit/Probe.js'
import { segmentsOf } from './places.js'

const delicate = new RegExp(
  '^(?:' +
    [
      '(?:log|sign)[-_]?(?:in|on|out|off|up)',
      '(?:re)?authenticate|authori[sz]e|oauth2?|tokens?|sessions?|mfa|otp|2fa',
      'regist(?:er|ration)s?|(?:re)?set|.*reset.*|forgot.*|recover.*|passwords?|.*-password',
      'verify|confirm|activate|deactivate|unsubscribe|invitations?',
      'delete|remove|destroy|purge|revoke|shutdown|restart',
    ].join('|') +
    ')$',
  'i',
)

/** A segment of a path that says that the route is delicate. */
export const delicateIn = (path: string): string | undefined =>
  segmentsOf(path.replace(/[?#].*$/, '')).find((segment) => delicate.test(segment))

/** Says another method than the method (`X-HTTP-Method-Override`, `_method`). */
const isOverridden = ({ path, headers }: Probe): boolean =>
  Object.keys(headers).some((name) => /^x-(?:http-)?method/i.test(name)) ||
  /[?&]_method=/i.test(path)

/** Whether a request changes nothing, as far as it means what it says. */
export const isHarmless = (probe: Probe): boolean =>
  isSafe(probe) && probe.method !== 'TRACE' && !isOverridden(probe)
