/**
 * Measures how long a browser takes to go on from elements that a server has drawn: ours alone, for the others draw nothing there.
 */

import { fileURLToPath } from 'node:url'
import { median } from '../relay/measure/median.ts'
import { buildSubject } from './built-subject.ts'
import { measure } from './measure.ts'
import { ownSubject } from './subjects.ts'

const BUILT_SERVER = new URL('../../packages/element/dist/server.js', import.meta.url).href

/** Medians by the number of elements: milliseconds from asking for the script, which is there, until all are taken over. */
export async function measureHydration(
  counts: readonly number[],
  runs: number,
  conditions: readonly string[] = [],
): Promise<ReadonlyMap<number, number>> {
  const page = fileURLToPath(new URL('own-served-page.js', import.meta.url))
  const subject = await buildSubject({ ...ownSubject(), page }, conditions)
  // Drawn by what the browser gets, too: the built templates have less white space than those in the sources.
  const server = conditions.length > 0 ? '@dt-media/element/server.js' : BUILT_SERVER
  const { renderUpload }: typeof import('@dt-media/element/server.js') = await import(server)
  const drawn = await renderUpload({ name: 'photos', multiple: true }, { input: false })
  const measured = new Map<number, number[]>(counts.map((count) => [count, []]))
  try {
    for (let run = 0; run < runs; run++) {
      for (const [count, times] of measured) {
        const { ms = Number.NaN } = await measure(subject, {
          name: `hydrate-${count}`,
          measure: async (tab) => ({ ms: await tab.evaluate(hydrateIn, drawn, count) }),
        })
        times.push(ms)
      }
    }
  } finally {
    subject.close()
  }
  return new Map([...measured].map(([count, times]) => [count, median(times) ?? Number.NaN]))
}

/** Tells the figures in a sentence. */
export async function hydrationSentence(runs: number): Promise<string> {
  const figures = await measureHydration([1, 101], runs)
  const [one = 0, many = 0] = [...figures.values()]
  const each = (many - one) / 100
  return (
    `Drawn on a server, one is taken over in ${one.toFixed(1)} ms, most of it running the script for the first time; ` +
    `each further one in ${each.toFixed(2)} ms.`
  )
}

/** Runs in the page. Throws where one was drawn anew. */
async function hydrateIn(drawn: string, count: number): Promise<number> {
  const place = document.body as HTMLElement & { setHTMLUnsafe(html: string): void }
  place.setHTMLUnsafe(drawn.repeat(count))
  const elements = [...document.querySelectorAll('dt-media-upload')]
  const before = elements.map(({ shadowRoot }) => shadowRoot?.querySelector('button'))
  const preload = Object.assign(document.createElement('link'), { rel: 'modulepreload', href: '/subject.js' })
  await new Promise((done) => {
    preload.onload = done
    document.head.append(preload)
  })
  await new Promise((done) => requestAnimationFrame(() => setTimeout(done)))
  const startedAt = performance.now()
  await import(`${location.origin}/subject.js`)
  await Promise.all(
    elements.map((element) => (element as unknown as { updateComplete: Promise<unknown> }).updateComplete),
  )
  const ms = performance.now() - startedAt
  if (elements.some(({ shadowRoot }, i) => shadowRoot?.querySelector('button') !== before[i])) {
    throw new Error('A drawing was not kept')
  }
  return ms
}
