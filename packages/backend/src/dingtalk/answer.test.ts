import assert from 'node:assert/strict'
import { test } from 'node:test'
import { readAnswer } from './answer.ts'

for (const [name, text, errcode] of [
  ['a plain answer', '{"errcode":0,"errmsg":"ok"}', 0],
  ['a number told as text', '{"errcode":"40014"}', 40014],
  ['minus one', '{"errcode":-1}', -1],
  ['the number behind 88', '{"errcode":88,"sub_code":"40014","errmsg":"ding talk error"}', 40014],
  ['88 alone', '{"errcode":88}', 88],
] as const) {
  test(`UP-14 reads the errcode of ${name}`, () => {
    assert.equal(readAnswer(200, text).errcode, errcode)
  })
}

for (const [name, status, text] of [
  ['a web page', 200, '<html>hello</html>'],
  ['nothing', 200, ''],
  ['a list', 200, '[]'],
  ['null', 200, 'null'],
  ['no errcode', 200, '{"media_id":"@lAD"}'],
  ['an endless errcode', 200, '{"errcode":1e400}'],
  ['an errcode in the prototype', 200, '{"__proto__":{"errcode":0}}'],
  ['half a number', 200, '{"errcode":0.5}'],
  ['a server error that claims success', 500, '{"errcode":0}'],
  ['a redirect', 302, '{"errcode":0}'],
] as const) {
  test(`UP-10 UP-11 UP-13 finds no sense in ${name}`, () => {
    assert.throws(() => readAnswer(status, text), { code: 'upstream_invalid' })
  })
}

test('UP-11 tells an address ban, and waits for minutes', () => {
  const ban = '{"status":1111,"wait":5,"source":"x5","punish":"deny","uuid":"xxx"}'
  assert.throws(() => readAnswer(200, ban), { code: 'upstream_busy', retryAfter: 300 })
})
