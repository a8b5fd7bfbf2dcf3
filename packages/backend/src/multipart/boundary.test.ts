import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { boundaryOf } from './boundary.ts'

describe('the boundary of a form is found', () => {
  const found: Readonly<Record<string, string>> = {
    'multipart/form-data; boundary=x': 'x',
    'multipart/form-data;boundary=x;': 'x',
    'multipart/form-data ; boundary=x ; charset=utf-8 ': 'x',
    'Multipart/Form-Data; Boundary=Ab': 'Ab',
    'multipart/form-data;charset=UTF-8;boundary=8421337295120': '8421337295120',
    'multipart/form-data; boundary="----=_Part_1.2"': '----=_Part_1.2',
  }
  for (const [contentType, boundary] of Object.entries(found)) {
    test(`MP-37 ${contentType}`, () => assert.equal(boundaryOf(contentType), boundary))
  }

  for (const boundary of ['x', '-', 'b'.repeat(70), "'()+_,-./:=?", 'two words']) {
    test(`MP-34 "${boundary}"`, () => {
      assert.equal(boundaryOf(`multipart/form-data; boundary="${boundary}"`), boundary)
    })
  }
})

describe('a form without a valid boundary is refused', () => {
  const parameters = [
    '',
    ';',
    '; boundary',
    '; boundary=',
    '; boundary=""',
    '; boundary=x; boundary=x',
    '; boundary=x; Boundary=y',
    "; boundary*=utf-8''x",
    '; boundary*0=x',
    "; boundary=x; boundary*=utf-8''y",
    '; boundary=x; boundary*0=y',
    '; boundary="x',
    '; boundary="x" y',
    '; boundary=x y',
    '; boundary=x, multipart/form-data; boundary=y',
    '; boundary = x',
    '; boundary="x "',
    '; boundary=" "',
    '; boundary=ü',
    '; boundary="中"',
    '; boundary=x\u00a0',
    '; boundary="a;b"',
    '; boundary="a\\b"',
    '; boundary="a\r\nb"',
    `; boundary=${'b'.repeat(71)}`,
    `; boundary="${'\\'.repeat(8000)}`,
    `; boundary=x${' '.repeat(8000)}y`,
  ]
  for (const parameter of parameters) {
    test(`MP-36 ${JSON.stringify(parameter.slice(0, 50))}`, () => {
      assert.throws(() => boundaryOf(`multipart/form-data${parameter}`), {
        code: 'malformed_body',
        message: /^[A-Z].* \w/,
      })
    })
  }
})

describe('what is no form has no boundary', () => {
  const contentTypes = [
    'multipart/mixed; boundary=x',
    'multipart/related; boundary=x',
    'multipart/*; boundary=x',
  ]
  const others = [
    'multipart/form-data2; boundary=x',
    'application/json',
    'text/plain',
    '',
    'multipart/form-data boundary=x',
  ]
  for (const contentType of [...contentTypes, ...others, 'application/x-www-form-urlencoded', undefined]) {
    test(`MP-38 ${contentType}`, () => assert.equal(boundaryOf(contentType), undefined))
  }
})
