import assert from 'node:assert/strict'
import { after, before, beforeEach, test } from 'node:test'
import { launchChrome } from '../.ci/browsers.ts'
import { FIXTURES } from '../fixtures/index.ts'
import { signGrant } from '../packages/backend/src/grants/index.ts'
import { type HeardEvent, pickFiles, waitForEvents } from './testing/media-page.ts'
import { type Stack, startStack } from './testing/start-stack.ts'

const secret = 'a secret of more than thirty-two bytes for tests'
const paths = FIXTURES.filter(({ file }) => /^sample\.(png|pdf|amr)$/.test(file)).map(({ path }) => path)

let stack: Stack

before(async () => {
  stack = await startStack(launchChrome, { RELAY_AUTH: 'grant', RELAY_GRANT_SECRET: secret })
})
beforeEach(() => stack.emulator.reset())
after(() => stack?.stop())

test('what was uploaded before is done at once, and costs no upload', async () => {
  const first = await upload('alice')
  assert.equal((await stack.emulator.state()).uploads.opened, paths.length)
  const second = await upload('alice')
  assert.equal((await stack.emulator.state()).uploads.opened, paths.length)

  assert.deepEqual(new Set(first.map(({ detail }) => detail.known)), new Set([false]))
  assert.deepEqual(new Set(second.map(({ detail }) => detail.known)), new Set([true]))
  const ids = (events: readonly HeardEvent[]) => events.map(({ detail }) => detail.media_id).sort()
  assert.deepEqual(ids(second), ids(first))
})

test('what somebody else uploaded is uploaded again', async () => {
  await upload('bob')
  await upload('carol')
  assert.equal((await stack.emulator.state()).uploads.opened, 2 * paths.length)
})

/** A page of its own, in which somebody picks the files; gives what it hears. */
async function upload(sub: string): Promise<readonly HeardEvent[]> {
  const grant = await signGrant({ sub }, { secret })
  const page = await stack.openPage(
    `<dt-media-upload endpoint="${stack.relayUrl}/" multiple></dt-media-upload>`,
  )
  await page.$eval(
    'dt-media-upload',
    (element, given) => Object.assign(element, { grant: given }).tagName,
    grant,
  )
  await pickFiles(page, paths)
  const uploaded = await waitForEvents(page, 'media-uploaded', paths.length)
  await page.close()
  return uploaded
}
