import { after, before, beforeEach, describe } from 'node:test'
import { type RelayStage, setRelayStage } from './testing/acceptance/relay-stage.ts'
import { type RuntimeUnderTest, whyNotHere } from './testing/acceptance/start-runtime.ts'
import { testAnswers } from './testing/acceptance/test-answers.ts'
import { testFiles } from './testing/acceptance/test-files.ts'
import { testForms } from './testing/acceptance/test-forms.ts'
import { testGrants } from './testing/acceptance/test-grants.ts'
import { testStop } from './testing/acceptance/test-stop.ts'
import { testUpstream } from './testing/acceptance/test-upstream.ts'

const RUNTIMES: readonly RuntimeUnderTest[] = [
  { title: 'Node', heading: 'Node', stopsBySignal: true },
  { title: 'Node 22', heading: 'Node', runtime: 'Node 22', stopsBySignal: true },
  { title: 'Node 26', heading: 'Node', runtime: 'Node 26', stopsBySignal: true },
  { title: 'a Hono app', heading: 'In a Hono app of your own', basePath: '/dingtalk/', mounted: true },
  { title: 'a Node server', heading: 'Behind any Node server', basePath: '/dingtalk/' },
  { title: 'Deno', heading: 'Deno', runtime: 'Deno', stopsBySignal: true },
  { title: 'Bun', heading: 'Bun', runtime: 'Bun', stopsBySignal: true },
  { title: 'Cloudflare Workers', heading: 'Cloudflare Workers', runtime: 'workerd', cutsRefusedBodies: true },
]

for (const subject of RUNTIMES) {
  describe(`PR-15: the relay on ${subject.title}`, { skip: whyNotHere(subject) ?? false }, () => {
    let stage: RelayStage
    before(async () => {
      stage = await setRelayStage(subject)
    })
    beforeEach(() => stage.dingtalk.control.reset())
    after(() => stage?.stop())

    for (const declare of [testAnswers, testGrants, testForms, testFiles, testUpstream]) declare(() => stage)
    // The last one: it ends the relay.
    if (subject.stopsBySignal) testStop(() => stage)
  })
}
