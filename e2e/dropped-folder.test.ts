import assert from 'node:assert/strict'
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import type { Page } from 'puppeteer-core'
import { type Stack, startStack } from './testing/start-stack.ts'

const folder = mkdtempSync(join(tmpdir(), 'dt-media-folder-'))
let stack: Stack

before(async () => {
  stack = await startStack()
  mkdirSync(join(folder, 'photos/deep/empty'), { recursive: true })
  for (let i = 0; i < 230; i++) writeFileSync(join(folder, `photos/${i}.pdf`), `%PDF-1.7\n% ${i}\n`)
  for (let i = 230; i < 250; i++) writeFileSync(join(folder, `photos/deep/${i}.pdf`), `%PDF-1.7\n% ${i}\n`)
  // Is listed, and cannot be read.
  symlinkSync(join(folder, 'nowhere'), join(folder, 'photos/broken.pdf'))
  writeFileSync(join(folder, 'beside.pdf'), '%PDF-1.7\n% beside\n')
})
after(async () => {
  rmSync(folder, { recursive: true })
  await stack?.stop()
})

/** Drags these from the disk onto the zone, as a person's file manager would. */
async function dropPaths(page: Page, paths: readonly string[]): Promise<void> {
  const zone = await page.locator('dt-media-upload >>> [part~="zone"]').waitHandle()
  const { x, y, width, height } = (await zone.boundingBox()) ?? assert.fail('There is no zone')
  const session = await page.createCDPSession()
  const data = { items: [], files: [...paths], dragOperationsMask: 1 }
  for (const type of ['dragEnter', 'dragOver', 'drop'] as const) {
    await session.send('Input.dispatchDragEvent', { type, x: x + width / 2, y: y + height / 2, data })
  }
}

test('takes all 250 files of a real folder and what lies beside it, and the folders for no files (12) (13) (14)', async () => {
  const page = await stack.openPage('<dt-media-upload manual multiple></dt-media-upload>')
  await dropPaths(page, [join(folder, 'photos'), join(folder, 'beside.pdf')])
  await page.waitForFunction(() => {
    const items = document.querySelector('dt-media-upload')?.items ?? []
    return items.length >= 251 && items.every(({ phase }) => phase === 'waiting')
  })
  const names = await page.evaluate(() =>
    document.querySelector('dt-media-upload')?.items.map(({ name }) => name),
  )
  assert.equal(names?.length, 251)
  assert.deepEqual(
    new Set(names),
    new Set([...Array.from({ length: 250 }, (_, i) => `${i}.pdf`), 'beside.pdf']),
  )
  await page.close()
})

test('sends none of a folder twice, and all of it (12)', async () => {
  const page = await stack.openPage(
    `<dt-media-upload endpoint="${stack.relayUrl}/" multiple></dt-media-upload>`,
  )
  await dropPaths(page, [join(folder, 'photos/deep')])
  await page.waitForFunction("document.querySelector('dt-media-upload').values.length === 20")
  assert.equal((await stack.emulator.state()).uploads.stored, 20)
  await page.close()
})
