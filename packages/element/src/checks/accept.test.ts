import assert from 'node:assert/strict'
import { test } from 'node:test'
import { isAccepted } from './accept.ts'

const CASES: readonly (readonly [accept: string, name: string, type: string, accepted: boolean])[] = [
  ['', 'notes.txt', 'text/plain', true],
  [' , ', 'notes.txt', 'text/plain', true],
  ['.png', 'photo.png', '', true],
  ['.PNG', 'PHOTO.Png', '', true],
  ['.png', 'photo.png.exe', '', false],
  ['.tar.gz', 'a.tar.gz', '', true],
  ['.gz', 'a.tar.gz', '', true],
  ['.ng', 'photo.png', 'image/png', false],
  ['.p.g', 'photo.png', 'image/png', false],
  ['png', 'photo.png', 'image/png', false],
  ['image/png', 'photo.png', 'image/png', true],
  ['image/png', 'photo', 'image/png', true],
  ['IMAGE/PNG', 'photo.png', 'image/png', true],
  ['image/png', 'photo.jpg', 'image/jpeg', false],
  ['image/png;q=1', 'photo.png', 'image/png', true],
  ['image/*', 'photo.png', 'image/png', true],
  ['image/*', 'photo.png', '', true],
  ['image/*', 'clip.mp4', 'video/mp4', false],
  ['image/*', 'x', 'imagery/png', false],
  ['audio/*', 'note.amr', '', true],
  ['audio/wav', 'note.wav', 'audio/x-wav', true],
  ['application/pdf', 'contract.pdf', '', true],
  ['image/jpg', 'photo.jpeg', 'image/jpeg', true],
  ['image/jpeg', 'photo.jpg', '', true],
  ['*/*', 'notes.txt', '', true],
  [' .pdf , image/png ', 'photo.png', 'image/png', true],
  ['application/msword', 'letter.doc', '', true],
  ['application/msword', 'letter.docx', '', false],
  ['application/vnd.openxmlformats-officedocument.wordprocessingml.document', 'letter.docx', '', true],
  ['application/vnd.ms-excel', 'sheet.xls', '', true],
  ['application/vnd.openxmlformats-officedocument.spreadsheetml.sheet', 'sheet.xlsx', '', true],
  ['application/x-zip-compressed', 'all.zip', '', true],
  ['application/vnd.rar', 'all.rar', '', true],
  ['audio/mpeg', 'note.mp3', '', true],
  ['audio/mp4', 'clip.mp4', '', false],
  ['image/png', 'notes.txt', '', false],
  ['*/*', 'notes', '', true],
  ['image/*,.pdf', 'letter.docx', '', false],
  ['.c++,.[a-z]', 'a.b', '', false],
  ['.c++', 'main.C++', '', true],
  ['.(', 'a.(', '', true],
  ['.jpeg', 'photo.jpg', '', true],
  ['image/', 'photo.png', 'image/png', false],
  ['.', 'photo.png', 'image/png', false],
  ['.+', 'photo.png', 'image/png', false],
]

for (const [accept, name, type, accepted] of CASES) {
  test(`accept="${accept}" ${accepted ? 'lets' : 'does not let'} ${name} (${type || 'no type'}) through ${type ? '(18)' : '(19)'}`, () => {
    assert.equal(isAccepted({ name, type }, accept), accepted)
  })
}
