/**
 * `verifyGrant`: no token but the ones that were signed is ever accepted.
 */

import { MediaError } from '../../../packages/backend/src/errors.ts'
import { signGrant, verifyGrant } from '../../../packages/backend/src/grants/index.ts'
import { mutate } from '../mutate.ts'
import type { Target } from './target.ts'

const NOW_MS = 1_750_000_000_000
const SECRETS = ['a first secret of thirty-two bytes', 'an older secret of thirty-two bytes']
const now = () => NOW_MS

const TOKENS = await Promise.all(
  SECRETS.flatMap((secret) => [
    signGrant({ sub: 'someone' }, { secret, now }),
    signGrant(
      { sub: 'someone', jti: 'once', maxUploads: 1, types: ['image'], maxBytes: 1000 },
      { secret, now },
    ),
    signGrant({ sub: 'someone' }, { secret, now, expiresInMs: 1000 }),
  ]),
)

export const grantTarget: Target = {
  name: 'verifyGrant',
  share: 100,
  async run(random) {
    const token = random.pick(TOKENS)
    const [other, mutated] = [Buffer.from(random.pick(TOKENS)), Buffer.from(token)]
    const text = mutate(mutated, random, { other, most: 3 }).toString(random.chance(0.8) ? 'latin1' : 'utf8')
    if (TOKENS.includes(text)) return undefined
    try {
      await verifyGrant(text, { secrets: SECRETS, now })
      return `accepted ${text}`
    } catch (error) {
      if (error instanceof MediaError && /^grant_(invalid|missing)$/.test(error.code)) return undefined
      return `threw ${error} at ${text}`
    }
  },
}
