import assert from 'node:assert/strict'
import { test } from 'node:test'
import { Hono } from 'hono'
import { MEDIA_RULES } from '../contract/index.ts'
import { rulesRoute } from './rules-route.ts'

test('says what is taken, and may be kept for a while', async () => {
  const route = rulesRoute({ rules: MEDIA_RULES, auth: 'grant', knownMedia: true })
  const response = await new Hono().get('/', route).request('/')
  assert.match(response.headers.get('Cache-Control') ?? '', /^public, max-age=\d{2,4}$/)
  const { types, ...others } = (await response.json()) as { types: Record<string, object> }
  assert.deepEqual(others, { auth: 'grant', known_media: true })
  assert.deepEqual(Object.keys(types), Object.keys(MEDIA_RULES))
  assert.deepEqual(types.image, { max_bytes: 20 * 2 ** 20, formats: MEDIA_RULES.image.formats })
})
