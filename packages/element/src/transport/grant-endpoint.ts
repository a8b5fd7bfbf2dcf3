/**
 * Grants from the page's own server, for pages that need no script.
 */

import type { AttemptContext } from './upload-context.ts'

/** What the servers answered last, by URL; every element of the page may use it. */
const answers = new Map<string, Promise<string>>()

/** A `grant` that POSTs to a URL with the page's cookies for `{"grant":"…"}`, and again when an attempt failed. */
export function grantFrom(url: string): (context: Pick<AttemptContext, 'attempt'>) => Promise<string> {
  return ({ attempt }) => {
    let answer = answers.get(url)
    if (attempt > 1 || !answer) {
      answer = askForGrant(url)
      answers.set(url, answer)
      answer.catch(() => answers.delete(url))
    }
    return answer
  }
}

async function askForGrant(url: string): Promise<string> {
  const answer = await fetch(url, { method: 'POST' })
  const { grant } = await answer.json()
  if (!answer.ok || !grant) throw new Error('The grant endpoint gave no grant')
  return grant
}
