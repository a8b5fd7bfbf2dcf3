import assert from 'node:assert/strict'
import { test } from 'node:test'
import { MEDIA_RULES } from './rules.ts'
import { type RuleLimits, tightenRules } from './tighten-rules.ts'

test("no limits leave DingTalk's rules", () => {
  assert.deepEqual(tightenRules({}), MEDIA_RULES)
  assert.deepEqual(tightenRules({ image: {} }), MEDIA_RULES)
})

test('narrows what it names and leaves the rest', () => {
  const rules = tightenRules({ image: { max_bytes: 5_000_000, formats: ['png'] }, video: false })
  const { video: _video, ...others } = MEDIA_RULES
  assert.deepEqual(rules, { ...others, image: { maxBytes: 5_000_000, formats: ['png'] } })
})

test('takes the limit itself and refuses one byte more', () => {
  const { maxBytes } = MEDIA_RULES.voice
  assert.equal(tightenRules({ voice: { max_bytes: maxBytes } }).voice?.maxBytes, maxBytes)
  assert.throws(() => tightenRules({ voice: { max_bytes: maxBytes + 1 } }), /voice\.max_bytes/)
})

test('names every mistake in one message', () => {
  const limits = {
    picture: {},
    image: { max_bytes: 0, formats: ['webp'], maxBytes: 1 },
    voice: true,
  } as unknown as RuleLimits
  assert.throws(
    () => tightenRules(limits),
    (error) =>
      error instanceof TypeError &&
      error.message.startsWith('"picture" is no media type (image, voice, video, file); image.max_bytes') &&
      ['"picture"', 'image.max_bytes', 'image.formats', 'image.maxBytes', '"voice"'].every((name) =>
        error.message.includes(name),
      ),
  )
})

for (const formats of [['png', 'webp'], [], 'png', null]) {
  test(`refuses the formats ${JSON.stringify(formats)}`, () => {
    const limits = { image: { formats } } as unknown as RuleLimits
    assert.throws(() => tightenRules(limits), /^TypeError: image\.formats is a list of jpg, gif, png, bmp$/)
  })
}

test('takes a limit of one byte, and none of nothing', () => {
  assert.equal(tightenRules({ image: { max_bytes: 1 } }).image?.maxBytes, 1)
  assert.throws(() => tightenRules({ image: null } as unknown as RuleLimits), /"image" takes false/)
})

test('refuses a name that objects have from birth', () => {
  assert.throws(() => tightenRules({ toString: {} } as unknown as RuleLimits), /"toString"/)
})

test('refuses to switch everything off', () => {
  const off = { image: false, voice: false, video: false, file: false } as const
  assert.throws(() => tightenRules(off), /every media type/)
})

test("leaves DingTalk's own rules untouched", () => {
  tightenRules({ image: { formats: ['png'] }, video: false })
  assert.equal(MEDIA_RULES.image.formats.length, 4)
  assert.ok(MEDIA_RULES.video)
})
