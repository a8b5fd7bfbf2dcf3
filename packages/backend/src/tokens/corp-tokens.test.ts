import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { MediaError } from '../errors.ts'
import type { AccessTokens } from './access-tokens.ts'
import { type CorpTokensOptions, keepCorpTokens } from './corp-tokens.ts'

function stage(options: CorpTokensOptions, get = async (corpId: string) => `token of ${corpId}`) {
  const kept: string[] = []
  const tokens = keepCorpTokens((corpId): AccessTokens => {
    kept.push(corpId)
    return { get: () => get(corpId), forget: () => {}, ready: true }
  }, options)
  return { tokens, kept }
}

const exceeded = (corp: unknown) => ({ code: 'grant_exceeded', status: 403, details: { corp } })

describe('the corp of an upload', () => {
  test("is the one that its grant names, else the app's own", async () => {
    const { tokens } = stage({ corpId: 'ding1', allowedCorps: ['ding2'], corpRequired: true })
    assert.equal(await tokens.forCorp('ding2').get(), 'token of ding2')
    assert.equal(await tokens.forCorp('ding1').get(), 'token of ding1')
    assert.equal(await tokens.forCorp(undefined).get(), 'token of ding1')
  })

  test('TK-09 is refused when it is not on the list, before any token is asked for', () => {
    const { tokens, kept } = stage({ corpId: 'ding1', corpRequired: true })
    for (const corp of ['ding2', '../', '', 'DING1', 'x'.repeat(10_240)]) {
      assert.throws(() => tokens.forCorp(corp), exceeded(corp))
    }
    assert.deepEqual(kept, [])
  })

  test('must be named when a third-party app has none of its own', () => {
    const { tokens } = stage({ allowedCorps: ['ding1'], corpRequired: true })
    assert.throws(() => tokens.forCorp(undefined), exceeded(null))
  })

  test('need not be known to an internal app, but then no grant may name one', async () => {
    const { tokens } = stage({})
    assert.equal(await tokens.forCorp(undefined).get(), 'token of ')
    assert.throws(() => tokens.forCorp('ding1'), exceeded('ding1'))
  })

  test('has one keeper, however often it is asked for', () => {
    const { tokens, kept } = stage({ corpId: 'ding1', allowedCorps: ['ding2'] })
    for (const corp of ['ding1', 'ding2', undefined, 'ding2', 'ding1']) tokens.forCorp(corp)
    assert.deepEqual(kept, ['ding1', 'ding2'])
  })

  test('is forgotten first when it was longest unused and there is no more room', () => {
    const { tokens, kept } = stage({ allowedCorps: ['a', 'b', 'c'], maxCorps: 2 })
    for (const corp of ['a', 'b', 'a', 'c', 'a', 'b']) tokens.forCorp(corp)
    assert.deepEqual(kept, ['a', 'b', 'c', 'b'])
  })

  test('is checked when the app is set up', () => {
    for (const corpId of ['', '../x', 'ding 1', 'x'.repeat(65)]) {
      assert.throws(() => stage({ corpId }), TypeError)
      assert.throws(() => stage({ allowedCorps: [corpId] }), TypeError)
    }
  })
})

describe('a check', () => {
  const failing = (error: Error) => () => Promise.reject(error)

  test("passes when the app's own corp gets a token, and fails as that does", async () => {
    await stage({ corpId: 'ding1' }).tokens.check()
    const error = new MediaError('token_unavailable', 'no', { details: { upstream_errcode: 40096 } })
    await assert.rejects(stage({ corpId: 'ding1' }, failing(error)).tokens.check(), error)
  })

  test('passes while the first suite ticket is waited for, since nobody pushes to who is not ready', async () => {
    const details = { waiting_for: 'suite_ticket' }
    const error = new MediaError('token_unavailable', 'no ticket', { details })
    await stage({ corpId: 'ding1', corpRequired: true }, failing(error)).tokens.check()
  })

  test('passes where there is no corp to check for', async () => {
    const { tokens, kept } = stage({ allowedCorps: ['ding1'], corpRequired: true })
    await tokens.check()
    assert.deepEqual(kept, [])
  })
})
