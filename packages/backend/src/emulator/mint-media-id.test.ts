import assert from 'node:assert/strict'
import { test } from 'node:test'
import { isMediaId } from '../contract/index.ts'
import { mintMediaId } from './mint-media-id.ts'
import { pixelSizeOf } from './pixel-size.ts'
import { PNG } from './testing/emulator-client.ts'

test("media ids begin as DingTalk's do for each media type, and no two are the same", () => {
  const beginnings = { image: /^@lALP/, voice: /^@lATP/, video: /^\$iQEL/, file: /^@lAzP/ } as const
  for (const [type, beginning] of Object.entries(beginnings)) {
    const ids = [1, 2, 3].map(() => mintMediaId(type as keyof typeof beginnings, PNG))
    assert.equal(new Set(ids).size, 3)
    for (const id of ids) {
      assert.match(id, beginning)
      assert.ok(isMediaId(id), id)
    }
  }
})

test("an image's media id ends with its height and width in pixels", () => {
  const packed = Buffer.from(mintMediaId('image', PNG).slice(1), 'base64url')
  assert.deepEqual([...packed.subarray(0, 3)], [0x94, 2, 0xcf])
  assert.deepEqual([...packed.subarray(11)], [3, 2])
})

test('an image whose size cannot be read has a media id of the other kind', () => {
  assert.match(mintMediaId('image', Buffer.from('not an image')), /^@lADP/)
})

test('the size in pixels is read from GIF, BMP and JPEG, too', () => {
  const gif = Buffer.concat([Buffer.from('GIF89a'), Buffer.of(0x40, 0x01, 0x02, 0), Buffer.alloc(20)])
  const bmp = Buffer.alloc(30)
  bmp.write('BM')
  bmp.writeInt32LE(7, 18)
  bmp.writeInt32LE(-9, 22)
  const app0 = Buffer.concat([Buffer.of(0xff, 0xe0, 0, 16), Buffer.alloc(14)])
  const frame = Buffer.of(0xff, 0xc0, 0, 17, 8, 0x01, 0x00, 0x02, 0x00, 3, 0, 0)
  assert.deepEqual(pixelSizeOf(gif), { width: 320, height: 2 })
  assert.deepEqual(pixelSizeOf(bmp), { width: 7, height: 9 })
  assert.deepEqual(pixelSizeOf(Buffer.concat([Buffer.of(0xff, 0xd8), app0, frame])), {
    width: 512,
    height: 256,
  })
  assert.equal(pixelSizeOf(Buffer.concat([Buffer.of(0xff, 0xd8), app0, Buffer.alloc(20)])), undefined)
})
