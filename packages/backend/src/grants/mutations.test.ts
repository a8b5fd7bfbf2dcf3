import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { MediaError } from '../errors.ts'
import { forgeToken } from './testing/forge-token.ts'
import { verifyGrant } from './verify-grant.ts'

const secrets = ['a secret of at least thirty-two bytes', 'another secret of thirty-two bytes or more']
const seconds = 1_750_000_000
const claims = {
  aud: 'dt-media',
  sub: 'u',
  iat: seconds,
  exp: seconds + 600,
  jti: 'j',
  max_uploads: 1,
  types: ['image'],
}
const tokens = secrets.flatMap((secret) => [
  forgeToken({ secret, payload: claims }),
  forgeToken({ secret, payload: { ...claims, types: undefined } }),
])

/** The code of the refusal, or `accepted`. Whatever is thrown besides a `MediaError` fails the test. */
async function outcome(token: string): Promise<string> {
  try {
    await verifyGrant(token, { secrets, now: () => seconds * 1000 })
    return 'accepted'
  } catch (error) {
    if (error instanceof MediaError) return error.code
    throw error
  }
}

/** Mulberry32: small, seeded, good enough to choose with. */
function seededRandom(seed: number): (below: number) => number {
  let state = seed
  return (below) => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return Math.floor((((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32) * below)
  }
}

type Mutation = (token: string, random: (below: number) => number) => string

const CHARACTERS = 'ABCXYZabcxyz0189-_.=+/ \n\t\0é中,"{'

const MUTATIONS: readonly Mutation[] = [
  (token, random) => replaceAt(token, random(token.length), CHARACTERS.charAt(random(CHARACTERS.length))),
  (token, random) => replaceAt(token, random(token.length), ''),
  (token, random) => replaceAt(token, random(token.length), token.charAt(random(token.length)).repeat(2)),
  (token, random) => token.slice(0, random(token.length)),
  (token, random) => token.slice(1 + random(token.length - 1)),
  // Parts of one grant with parts of another.
  (token, random) => {
    const other = (tokens[random(tokens.length)] ?? '').split('.')
    return token
      .split('.')
      .map((part, i) => (random(2) ? part : other[i]))
      .join('.')
  },
  (token, random) =>
    token
      .split('.')
      .sort(() => random(3) - 1)
      .join('.'),
  (token, random) => {
    const at = random(token.length)
    return token.slice(0, at) + token.slice(at, at + random(40)).repeat(2) + token.slice(at + 40)
  },
]

function replaceAt(text: string, at: number, replacement: string): string {
  return text.slice(0, at) + replacement + text.slice(at + 1)
}

describe('a token that was tampered with', () => {
  test('GR-04 is refused whichever single bit of it is flipped', async () => {
    const [token = ''] = tokens
    assert.equal(await outcome(token), 'accepted')
    for (let i = 0; i < token.length * 8; i++) {
      const at = i >> 3
      const flipped = String.fromCharCode(token.charCodeAt(at) ^ (1 << (i & 7)))
      assert.equal(await outcome(replaceAt(token, at, flipped)), 'grant_invalid', `bit ${i}`)
    }
  })

  test('FZ-05 is refused by a MediaError in 20,000 seeded mutations', async () => {
    const random = seededRandom(20_240_607)
    for (let i = 0; i < 20_000; i++) {
      let token = tokens[random(tokens.length)] ?? ''
      for (let steps = 1 + random(3); steps > 0; steps--) {
        token = MUTATIONS[random(MUTATIONS.length)]?.(token, random) ?? token
        if (token.length < 2) break
      }
      if (tokens.includes(token)) continue
      const code = await outcome(token)
      assert.ok(
        code === 'grant_invalid' || (code === 'grant_missing' && token === ''),
        `${code}: ${JSON.stringify(token)}`,
      )
    }
  })

  test('FZ-05 whose claims are mutated before they are signed never throws anything but a MediaError', async () => {
    const random = seededRandom(7)
    const values = [
      'null',
      '1e999',
      '-1e308',
      '-0',
      '""',
      '[]',
      '{}',
      'true',
      '"\\ud800"',
      '[null]',
      '"__proto__"',
      '1.5',
    ]
    const names = [
      'aud',
      'sub',
      'iat',
      'exp',
      'nbf',
      'jti',
      'types',
      'formats',
      'max_bytes',
      'origin',
      'corp',
      'sha256',
    ]
    for (let i = 0; i < 2000; i++) {
      const changes = Array.from(
        { length: 1 + random(3) },
        () => `"${names[random(names.length)]}":${values[random(values.length)]}`,
      )
      // Of two claims with one name, JSON takes the last.
      const payload = `${JSON.stringify(claims).slice(0, -1)},${changes.join()},"__proto__":{"sub":"x"}}`
      const code = await outcome(forgeToken({ secret: secrets[0] ?? '', payload }))
      assert.match(code, /^(accepted|grant_invalid|grant_expired)$/, payload)
    }
  })
})
