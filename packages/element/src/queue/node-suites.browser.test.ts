/** Unit tests that are about the page, once more in every browser. */

import '../checks/accept.test.ts'
import '../checks/check-file.test.ts'
import '../checks/in-time.test.ts'
import '../checks/parse-size.test.ts'
import './upload-queue.test.ts'
import './upload-queue-ends.test.ts'
import './upload-queue-places.test.ts'
import './upload-queue-retries.test.ts'
import '../transport/per-attempt.test.ts'
import '../transport/upload-answer.test.ts'
import '../transport/upload-url.test.ts'
