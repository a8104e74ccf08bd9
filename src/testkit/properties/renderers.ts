/**
 * The law of renderers as a property: of every refusal, whatever the request carried, at any time.
 */
import * as fc from 'fast-check'
import type { Refusal, Unavailable } from '../../domain/Verdict.js'
import { rendererFaults, type Instants, type Renders } from '../rendererFaults.js'
import { refusal } from './refusals.js'

/** Any two times from 1970 to 2100. */
const instants: fc.Arbitrary<Instants> = fc.tuple(
  fc.nat({ max: Date.UTC(2100) }),
  fc.nat({ max: Date.UTC(2100) }),
)

/**
 * A renderer answers alike for hidden and missing, at any time and however often, and keeps what a
 * refusal needs.
 *
 * @param render - Your way from a refusal to an answer, in one of two worlds.
 * @param requests - What requests carry, as your renderer is handed it. Default: `undefined`.
 * @param refusals - Default: `arbitrary.refusal`.
 * @returns An asynchronous property for `fc.assert`.
 * @throws Error within the property, where the law is broken: it says by what.
 */
export const rendersAlike = <Q = undefined>(
  render: Renders<Q>,
  requests: fc.Arbitrary<Q> = fc.constant(undefined as Q),
  refusals: fc.Arbitrary<Refusal | Unavailable> = refusal,
): fc.IAsyncPropertyWithHooks<[Refusal | Unavailable, Q, Instants]> =>
  fc.asyncProperty(refusals, requests, instants, async (given, request, times) => {
    const faults = await rendererFaults(render, given, request, times)
    if (faults.length > 0) throw new Error(faults.join('; '))
  })
