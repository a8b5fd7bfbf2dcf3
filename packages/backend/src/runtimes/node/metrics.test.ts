import assert from 'node:assert/strict'
import { connect } from 'node:net'
import { test } from 'node:test'
import { createMetrics } from './metrics.ts'
import { startRelay } from './start-relay.ts'
import { bigPng, eventually, png, pointedAt, setStage } from './testing/stage.ts'

const metrics = createMetrics()
const page = 'https://app.example.com'
const stage = setStage({
  observers: [metrics.observer],
  metricsText: metrics.text,
  uploadsPerMonth: 100,
  allowedOrigins: [page],
})
const { send } = stage

/** What `/metrics` says, by name and labels. */
async function samples(): Promise<ReadonlyMap<string, number>> {
  const response = await fetch(`${stage.relay.url}metrics`)
  assert.equal(response.headers.get('content-type'), 'text/plain; version=0.0.4; charset=utf-8')
  const lines = (await response.text()).split('\n').filter((line) => line !== '' && !line.startsWith('#'))
  return new Map(lines.map((line) => [line.replace(/ [^ ]*$/, ''), Number(line.replace(/^.* /, ''))]))
}

/** By how much some samples grow while something happens. */
async function growth(happen: () => Promise<unknown>, ...names: string[]): Promise<number[]> {
  const before = await samples()
  await happen()
  const now = await samples()
  return names.map((name) => (now.get(name) ?? 0) - (before.get(name) ?? 0))
}

test('counts uploads by type and outcome, with their bytes and durations', async () => {
  const happen = async () => {
    await send(png)
    await send(png, 'type=image&filename=a.jpg')
    await send(png, 'type=nonsense&filename=a.jpg')
  }
  assert.deepEqual(
    await growth(
      happen,
      'dt_media_uploads_total{type="image",outcome="ok"}',
      'dt_media_uploads_total{type="unknown",outcome="content_mismatch"}',
      'dt_media_uploads_total{type="unknown",outcome="type_not_allowed"}',
      'dt_media_upload_bytes_total',
      'dt_media_upload_seconds_count{outcome="ok"}',
      'dt_media_upload_seconds_count{outcome="error"}',
      'dt_media_month_uploads',
    ),
    [1, 1, 1, png.length, 1, 2, 1],
  )
  assert.equal((await samples()).get('dt_media_month_uploads_limit'), 100)
})

test('tells the month of each organisation apart, so that none hides that of another', async () => {
  const { observer, text } = createMetrics()
  observer.quotaUsed?.(90, 100, 'ding1')
  observer.quotaUsed?.(1, 100, 'ding2')
  assert.match(await text(), /^dt_media_month_uploads\{corp="ding1"\} 90$/m)
  assert.match(await text(), /^dt_media_month_uploads\{corp="ding2"\} 1$/m)
  assert.match(await text(), /^dt_media_month_uploads_limit\{corp="ding1"\} 100$/m)
})

test('times calls to DingTalk by result, and says when the token came', async () => {
  stage.emulator.control.addFault({ errcode: 60020 })
  stage.emulator.control.addFault({ errcode: 40014 })
  const names = ['ok', '60020', '40014'].map(
    (result) => `dt_media_dingtalk_call_seconds_count{call="upload",result="${result}"}`,
  )
  const token = 'dt_media_dingtalk_call_seconds_count{call="token",result="ok"}'
  const happen = async () => {
    await send(png)
    await send(png)
  }
  assert.deepEqual(await growth(happen, ...names, token), [1, 1, 1, 1])
  const fetchedAt = (await samples()).get('dt_media_token_fetched_timestamp_seconds') ?? 0
  assert.ok(Math.abs(Date.now() / 1000 - fetchedAt) < 60)
})

test('counts the uploads in flight', async () => {
  const socket = connect(stage.relay.port, '127.0.0.1')
  socket.on('error', () => {})
  socket.write(
    `POST /media/upload?type=image&filename=a.png HTTP/1.1\r\nHost: x\r\nContent-Length: ${bigPng.length}\r\n\r\n`,
  )
  socket.write(bigPng.subarray(0, 100_000))
  await eventually(() => stage.emulator.control.state().uploads.opened === 1, 'the upload runs')
  assert.equal((await samples()).get('dt_media_uploads_in_flight'), 1)
  socket.destroy()
  await eventually(() => stage.emulator.control.state().uploads.cut === 1, 'the upload is over')
  assert.equal((await samples()).get('dt_media_uploads_in_flight'), 0)
})

test('counts pages of origins that are not listed', async () => {
  const from = (origin: string) => () => send(png, undefined, { headers: { origin } })
  assert.deepEqual(await growth(from('https://evil.example'), 'dt_media_origins_refused_total'), [1])
  assert.deepEqual(await growth(from(page), 'dt_media_origins_refused_total'), [0])
})

test('names no subject, file, address or app, whoever looks', async () => {
  await send(png, 'type=image&filename=canary.png')
  const text = await (await fetch(`${stage.relay.url}metrics`)).text()
  const { app } = pointedAt(stage.emulator)
  for (const canary of ['canary', '127.0.0.1', app.appKey, app.appSecret]) assert.ok(!text.includes(canary))
})

test('keeps to a bounded number of results, whatever DingTalk answers', async () => {
  const { observer, text } = createMetrics()
  for (let i = 0; i < 1000; i++) observer.callEnded?.({ call: 'upload', durationMs: 1, result: String(i) })
  const series = (await text()).match(/dt_media_dingtalk_call_seconds_count\{/g) ?? []
  assert.equal(series.length, 65)
  assert.match(await text(), /dt_media_dingtalk_call_seconds_count\{call="upload",result="other"\} 936/)
})

test('answers 404 where metrics are switched off', async (t) => {
  const relay = await startRelay({ ...pointedAt(stage.emulator), auth: 'none', port: 0 })
  t.after(() => relay.stop(0))
  assert.equal((await fetch(`${relay.url}metrics`)).status, 404)
})
