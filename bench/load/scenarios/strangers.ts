/**
 * A flood of uploads without a grant, or with a forged one: what it costs the others.
 */

import { Agent } from 'node:http'
import { signGrant } from '@dt-media/backend/grants'
import { brokenOf, type LoadScenario, percentile } from '../load-scenario.ts'
import { GRANT_SECRET, onStage } from '../load-stage.ts'
import { pngOf, sendUpload } from '../send-upload.ts'

const SMALL = pngOf(10_000)
const NOTHING = pngOf(16)

const GOOD = 4
const STRANGERS = 32

export const strangers: LoadScenario = {
  name: 'strangers',
  title:
    'Refused uploads as fast as they are answered, for 10 s each, beside four good clients (LD-09, GR-26)',
  run: (scale) =>
    onStage({ auth: 'grant', grantSecrets: [GRANT_SECRET] }, async ({ url, relay, dingtalkWhen }) => {
      const ms = 10_000 * scale
      const grant = await signGrant({ sub: 'a good client' }, { secret: GRANT_SECRET })
      const forged = await signGrant(
        { sub: 'a stranger' },
        { secret: GRANT_SECRET.replace('load', 'theirs') },
      )
      const good = (clients = GOOD) =>
        repeat(clients, ms, (agent) => sendUpload(url, { body: SMALL, grant, agent }))
      const bad = (own?: string) =>
        repeat(STRANGERS, ms, (agent) => sendUpload(url, { body: NOTHING, grant: own, agent }))

      async function costOf<T>(act: () => Promise<T>): Promise<[result: T, cpuMs: number]> {
        const { cpuMs } = await relay()
        const result = await act()
        return [result, (await relay()).cpuMs - cpuMs]
      }

      const warming = await good()
      const [alone, aloneMs] = await costOf(good)
      const crowded = await good(GOOD + STRANGERS)
      const [[besideMissing, missing], missingMs] = await costOf(() => Promise.all([good(), bad()]))
      const [[besideForged, wrong], wrongMs] = await costOf(() => Promise.all([good(), bad(forged)]))
      const goodMs = aloneMs / alone.length
      const refusalMs = (cpuMs: number, goods: number, refusals: number) =>
        (cpuMs - goods * goodMs) / refusals
      const p99 = (all: typeof alone) =>
        percentile(
          all.map((each) => each.ms),
          99,
        )
      const longest = Math.max(p99(besideMissing), p99(besideForged))
      const missingCost = refusalMs(missingMs, besideMissing.length, missing.length)
      const wrongCost = refusalMs(wrongMs, besideForged.length, wrong.length)
      const dearest = Math.max(missingCost, wrongCost)
      const refused = [...missing, ...wrong]
      const all = [...warming, ...alone, ...crowded, ...besideMissing, ...besideForged]
      const { completed } = await dingtalkWhen((facts) => facts.completed >= all.length)
      return {
        figures: {
          'CPU of a good upload of 10 kB, ms': goodMs.toFixed(2),
          'CPU of a refusal without a grant, ms': missingCost.toFixed(2),
          'CPU of a refusal with a forged one, ms': wrongCost.toFixed(2),
          'refused without a grant, a second': Math.round((1000 * missing.length) / ms),
          'refused with a forged one, a second': Math.round((1000 * wrong.length) / ms),
          'p99 of a good upload, ms: alone': p99(alone).toFixed(0),
          'p99 beside as many good clients as there are strangers': p99(crowded).toFixed(0),
          'p99 beside no grants': p99(besideMissing).toFixed(0),
          'p99 beside forged grants': p99(besideForged).toFixed(0),
        },
        broken: brokenOf({
          'every good upload is stored': all.every(({ status }) => status === 200),
          'every other one is refused with 401': refused.every(({ status }) => status === 401),
          'a refusal costs less than half of a good upload': scale < 1 || dearest < goodMs / 2,
          'strangers keep others waiting less than twice as long as good clients would':
            scale < 1 || longest < 2 * p99(crowded),
          'DingTalk heard of the good ones alone': completed === all.length,
        }),
      }
    }),
}

async function repeat<T>(clients: number, ms: number, act: (agent: Agent) => Promise<T>): Promise<T[]> {
  const agent = new Agent({ keepAlive: true, maxSockets: clients })
  const end = performance.now() + ms
  const results: T[] = []
  await Promise.all(
    Array.from({ length: clients }, async () => {
      while (performance.now() < end) results.push(await act(agent))
    }),
  )
  agent.destroy()
  return results
}
