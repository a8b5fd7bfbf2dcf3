/**
 * Whether the time of a refusal tells how much of a signature was right. It would have to be measured
 * through a network; here there is none, and the two kinds take turns.
 */

import { signGrant, verifyGrant } from '@dt-media/backend/grants'
import { createCallbackCrypto } from '../../../packages/backend/src/dingtalk/callback-crypto.ts'
import { brokenOf, type LoadScenario, scaled } from '../load-scenario.ts'

const SECRET = 'a secret of at least thirty-two bytes'

/** Chance alone goes beyond it once in 16,000 runs. */
const MAX_Z = 4

export const timing: LoadScenario = {
  name: 'timing',
  title: '100,000 grants and pushes whose signature is wrong at its first or its last character (SE-08)',
  async run(scale) {
    const grant = await signGrant({ sub: 'someone' }, { secret: SECRET })
    const at = grant.lastIndexOf('.') + 1
    const refuse = (token: string) => verifyGrant(token, { secrets: [SECRET] }).catch(() => undefined)
    const grants = await compare(scaled(100_000, scale), [
      () => refuse(changed(grant, at)),
      () => refuse(changed(grant, grant.length - 2)),
    ])
    const crypto = createCallbackCrypto({ token: 'token', aesKey: 'a'.repeat(43), ownerKey: 'key' })
    const push = await crypto.seal('{}', { timestamp: '1', nonce: 'n' })
    const open = (signature: string) => crypto.open({ ...push, signature })
    const pushes = await compare(scaled(100_000, scale), [
      () => open(changed(push.signature, 0)),
      () => open(changed(push.signature, push.signature.length - 1)),
    ])
    return {
      figures: {
        'grants: difference of the means, ns': grants.ns.toFixed(0),
        'grants: in standard errors': grants.z.toFixed(2),
        'pushes: difference of the means, ns': pushes.ns.toFixed(0),
        'pushes: in standard errors': pushes.z.toFixed(2),
      },
      broken: brokenOf({
        'a grant tells nothing': Math.abs(grants.z) < MAX_Z,
        'a push tells nothing': Math.abs(pushes.z) < MAX_Z,
      }),
    }
  },
}

function changed(text: string, index: number): string {
  const other = text[index] === 'a' ? 'b' : 'a'
  return text.slice(0, index) + other + text.slice(index + 1)
}

/** Times two acts in turn; what took ten times the median was interrupted and does not count. */
async function compare(count: number, acts: readonly [() => Promise<unknown>, () => Promise<unknown>]) {
  const times: [number[], number[]] = [[], []]
  for (let i = 0; i < count; i++) {
    const kind = Math.random() < 0.5 ? 0 : 1
    const begun = process.hrtime.bigint()
    await acts[kind]()
    times[kind].push(Number(process.hrtime.bigint() - begun))
  }
  const [first, last] = times.map(moments) as [Moments, Moments]
  const ns = first.mean - last.mean
  return { ns, z: ns / Math.sqrt(first.variance / first.count + last.variance / last.count) }
}

interface Moments {
  readonly count: number
  readonly mean: number
  readonly variance: number
}

function moments(all: readonly number[]): Moments {
  const sorted = all.toSorted((a, b) => a - b)
  const median = sorted[sorted.length >> 1] ?? 0
  const kept = all.filter((each) => each < 10 * median)
  const mean = kept.reduce((sum, each) => sum + each, 0) / kept.length
  const variance = kept.reduce((sum, each) => sum + (each - mean) ** 2, 0) / (kept.length - 1)
  return { count: kept.length, mean, variance }
}
