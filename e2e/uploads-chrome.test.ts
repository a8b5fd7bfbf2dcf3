import { launchChrome } from '../.ci/browsers.ts'
import { testUploads } from './testing/test-uploads.ts'

testUploads(launchChrome)
