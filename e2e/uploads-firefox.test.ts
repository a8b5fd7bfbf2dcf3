import assert from 'node:assert/strict'
import { test } from 'node:test'
import { firefoxLaunchOptions, launchFirefox } from '../.ci/browsers.ts'
import { testUploads } from './testing/test-uploads.ts'

if (firefoxLaunchOptions()) {
  testUploads(async () => (await launchFirefox()) ?? assert.fail('Firefox is gone'))
} else {
  test('every file uploads from Firefox', { skip: 'this machine has no Firefox' })
}
