import assert from 'node:assert/strict'
import { test } from 'node:test'
import { extensionOf } from './filename.ts'

const EXTENSIONS: readonly (readonly [filename: string, extension: string])[] = [
  ['photo.png', 'png'],
  ['PHOTO.PNG', 'png'],
  ['photo.JPG', 'jpg'],
  ['photo.jpeg', 'jpg'],
  ['photo.JpEg', 'jpg'],
  ['a.b.png', 'png'],
  ['archive.tar.gz', 'gz'],
  ['合同.pdf', 'pdf'],
  ['🙂.wav', 'wav'],
  ['.png', 'png'],
  ['photo', ''],
  ['photo.', ''],
  ['', ''],
  ['.', ''],
  ['photo.png.', ''],
  ['photo.png ', 'png '],
  ['photo.png\0.exe', 'exe'],
  ['invoice.pdf.exe', 'exe'],
]

for (const [filename, extension] of EXTENSIONS) {
  test(`the extension of ${JSON.stringify(filename)} is ${JSON.stringify(extension)}`, () => {
    assert.equal(extensionOf(filename), extension)
  })
}
