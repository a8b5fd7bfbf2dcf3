import assert from 'node:assert/strict'
import { createHash } from 'node:crypto'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, beforeEach, describe, test } from 'node:test'
import { FIXTURES } from '../fixtures/index.ts'
import { type GrantClaims, signGrant } from '../packages/backend/src/grants/index.ts'
import { eventually } from './testing/eventually.ts'
import { pickFiles, waitForEvents } from './testing/media-page.ts'
import { type Replica, type Replicas, startReplicas, whyNoReplicas } from './testing/start-replicas.ts'
import { type StackOn, startStackOn } from './testing/start-stack.ts'

const MiB = 2 ** 20
const secret = 'replicas-replicas-replicas-replicas'
const png = readFileSync(FIXTURES.find(({ file }) => file === 'sample.png')?.path ?? '')
const folder = mkdtempSync(join(tmpdir(), 'dt-media-replicas-'))

const settings = {
  RELAY_GRANT_SECRET: secret,
  RELAY_UPLOADS_PER_MINUTE: '0',
  RELAY_MAX_UPLOADS_PER_SUBJECT: '200',
}

/** Uploads once, by the relay or load balancer at this address. */
async function sendTo(url: string, claims: GrantClaims): Promise<Response> {
  const headers = { Authorization: `Bearer ${await signGrant(claims, { secret })}` }
  const target = `${url}/media/upload?type=image&filename=cat.png`
  return fetch(target, { method: 'POST', body: new Uint8Array(png), headers })
}

/** The outcomes of as many uploads at once, one to each relay in turn, counted by code. */
async function sendToAll(
  { replicas }: Replicas,
  count: number,
  claims: GrantClaims,
): Promise<Readonly<Record<string, number>>> {
  const sent = Array.from({ length: count }, (_, i) =>
    sendTo(replicas[i % replicas.length]?.url ?? '', claims),
  )
  const counts: Record<string, number> = {}
  for (const response of await Promise.all(sent)) {
    const { code = 'ok' } = (await response.json()) as { code?: string }
    counts[code] = (counts[code] ?? 0) + 1
  }
  return counts
}

describe('three relay processes on one Redis, behind nginx', { skip: whyNoReplicas() ?? false }, () => {
  let stack: StackOn<Replicas>
  before(async () => {
    stack = await startStackOn((own) => startReplicas({ ...settings, ...own }))
  })
  beforeEach(async () => {
    stack.dingtalk.control.reset()
    // A test that ended its relay or Redis and then failed leaves the next one whole.
    await stack.redis.start()
    for (const replica of stack.replicas) await replica.start()
  })
  after(async () => {
    rmSync(folder, { recursive: true })
    await stack?.stop()
  })

  const send = (claims: GrantClaims, url = stack.balancerUrl) => sendTo(url, claims)
  const sendMany = (count: number, claims: GrantClaims) => sendToAll(stack, count, claims)

  function tokenCalls(): number {
    return stack.dingtalk.control.state().tokenCalls
  }

  test('TK-08 ask DingTalk for one access token in total, and for one more when that has ended', async () => {
    stack.dingtalk.control.expireTokens()
    // Each of them finds out at the same time that what they share is void.
    assert.deepEqual(await sendMany(12, { sub: 'ann' }), { ok: 12 })
    assert.equal(tokenCalls(), 1)
    assert.deepEqual(await sendMany(12, { sub: 'ann' }), { ok: 12 })
    for (const { url } of stack.replicas) assert.equal((await fetch(`${url}/readyz`)).status, 200)
    assert.equal(tokenCalls(), 1)
  })

  test('GR-17, GR-25 let a grant be used once, whoever of them is asked', async () => {
    const outcomes = await sendMany(50, { sub: 'ben', jti: 'once', maxUploads: 1 })
    assert.deepEqual(outcomes, { ok: 1, grant_exceeded: 49 })
    assert.equal(stack.dingtalk.control.state().uploads.opened, 1)
    assert.equal((await send({ sub: 'ben', jti: 'once', maxUploads: 1 })).status, 403)
  })

  test('LD-07 keep one pace of 20 calls a second in total', async () => {
    const begun = Date.now()
    assert.deepEqual(await sendMany(60, { sub: 'cat' }), { ok: 60 })
    const arrivedAfter = stack.dingtalk.control.uploads().map(({ openedAt }) => openedAt - begun)
    arrivedAfter.sort((a, b) => a - b)
    assert.equal(arrivedAfter.length, 60)
    // A turn may be used late, never early: by the end of each second no more have come than it has turns.
    for (const [turn, ms] of arrivedAfter.entries()) assert.ok(ms >= turn * 50 - 1, `${turn}: ${ms} ms`)
  })

  test('know together what one of them uploaded, after that one is gone too', async () => {
    const [first, second] = stack.replicas
    assert.ok(first && second)
    const uploaded = (await (await send({ sub: 'dan' }, first.url)).json()) as object
    const sha256 = createHash('sha256').update(png).digest('hex')
    const query = `type=image&filename=cat.png&sha256=${sha256}`
    const headers = { Authorization: `Bearer ${await signGrant({ sub: 'dan' }, { secret })}` }
    await first.kill()
    const known = await fetch(`${second.url}/media/known?${query}`, { headers })
    assert.deepEqual(await known.json(), { ...uploaded, known: true })
  })

  test('take over for one that cannot be reached, and nobody notices', async () => {
    await stack.replicas[0]?.kill()
    for (let i = 0; i < 9; i++) assert.equal((await send({ sub: 'eve' })).status, 200)
  })

  test('PR-05 lose with a killed one its upload alone, which the element sends through another', async () => {
    const files = ['a.png', 'b.png', 'c.png'].map((name) => join(folder, name))
    for (const [i, file] of files.entries())
      writeFileSync(file, Buffer.concat([png, Buffer.alloc(8 * MiB, i)]))
    // All three are under way when one relay is killed.
    stack.dingtalk.control.addFault({ times: 3, stallAfterBytes: 2 * MiB })
    const page = await stack.openPage(
      `<dt-media-upload endpoint="${stack.balancerUrl}/" multiple></dt-media-upload>`,
    )
    const grant = await signGrant({ sub: 'fay' }, { secret })
    await page.evaluate((text) => {
      Object.assign(document.querySelector('dt-media-upload') ?? {}, { grant: text })
    }, grant)
    await pickFiles(page, files)
    await eventually(
      async () => stack.dingtalk.control.state().uploads.running,
      (running) => running.length === 3 && running.every(({ receivedBytes }) => receivedBytes > MiB),
    )
    const victim = await busyOne(stack.replicas)
    const lost = await victim.inFlight()
    await victim.kill()
    stack.dingtalk.control.clearFaults()

    const uploaded = await waitForEvents(page, 'media-uploaded', files.length)
    const attempts = uploaded.map(({ detail }) => detail.item?.attempts ?? 0)
    assert.equal(attempts.filter((count) => count > 1).length, lost, `${attempts}`)
    for (const { detail } of uploaded) {
      const file = files.find((path) => path.endsWith(detail.name ?? '-'))
      assert.deepEqual(await stack.emulator.download(detail.media_id ?? ''), readFileSync(file ?? ''))
    }
    await page.close()
    // What the killed one had handed to its socket whole may have been stored all the same: unknown to it, and sent again.
    const { cut, stored } = stack.dingtalk.control.state().uploads
    assert.equal(cut + stored, lost + files.length)
  })

  test('PR-05 spend the use of a grant that was under way in a killed one, and serve at once when it is back', async () => {
    const [victim] = stack.replicas
    assert.ok(victim)
    const once = { sub: 'gus', jti: 'killed', maxUploads: 1 }
    stack.dingtalk.control.addFault({ hang: true })
    const cut = assert.rejects(send(once, victim.url))
    await eventually(
      async () => stack.dingtalk.control.state().uploads.completed,
      (completed) => completed === 1,
    )
    await victim.kill()
    await cut
    await victim.start()
    assert.equal((await fetch(`${victim.url}/readyz`)).status, 200)
    assert.equal(tokenCalls(), 0)
    assert.equal((await send({ sub: 'gus' }, victim.url)).status, 200)
    assert.deepEqual(await sendMany(3, once), { grant_exceeded: 3 })
  })

  test('GR-24 refuse what needs Redis while it is gone, go on with the rest, and recover by themselves', async () => {
    await stack.redis.kill()
    await eventually(
      () => sendMany(3, { sub: 'hal' }),
      (outcomes) => outcomes.store_unavailable === 3,
    )
    for (const { url } of stack.replicas) {
      for (const path of ['healthz', 'readyz', 'media/rules', 'metrics']) {
        assert.equal((await fetch(`${url}/${path}`)).status, 200, path)
      }
    }
    await stack.redis.start()
    await eventually(
      () => sendMany(3, { sub: 'hal' }),
      (outcomes) => outcomes.ok === 3,
    )
  })
})

describe('three relay processes of a third-party app', { skip: whyNoReplicas() ?? false }, () => {
  let replicas: Replicas
  before(async () => {
    replicas = await startReplicas(settings, 'third-party')
  })
  after(() => replicas?.stop())

  test('TK-08 use the ticket that was pushed to one of them, for one token in total', async () => {
    const { control } = replicas.dingtalk
    assert.deepEqual(await sendToAll(replicas, 3, { sub: 'ann' }), { token_unavailable: 3 })
    assert.equal(control.state().uploads.opened, 0)
    assert.equal((await control.push()).taken, true)
    await eventually(
      () => sendToAll(replicas, 12, { sub: 'ann' }),
      (outcomes) => outcomes.ok === 12,
    )
    assert.equal(control.state().calls.getCorpToken, 1)
    control.expireTokens()
    assert.deepEqual(await sendToAll(replicas, 12, { sub: 'ann' }), { ok: 12 })
    assert.equal(control.state().calls.getCorpToken, 2)
  })
})

/** A relay with an upload under way. */
async function busyOne(replicas: readonly Replica[]): Promise<Replica> {
  for (const replica of replicas) if ((await replica.inFlight()) > 0) return replica
  return assert.fail('No relay has an upload under way')
}
