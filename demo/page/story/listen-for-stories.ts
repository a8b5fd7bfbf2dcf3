/** Makes stories of the element's events. */
import type { MediaEventMap } from '@dt-media/element/queue'
import type { Story } from './story.ts'

/** From so many files on, it is told how the page kept up with them. */
const MANY = 500

type Told = Story extends infer S ? (S extends Story ? Omit<S, 'id'> : never) : never

/** Calls back with each story of the uploader below `root`. */
export function listenForStories(root: HTMLElement, tell: (story: Told) => void): void {
  const on = <Name extends keyof MediaEventMap>(
    name: Name,
    heard: (detail: MediaEventMap[Name]['detail']) => void,
  ) => {
    root.addEventListener(name, (event) => {
      if (event.target instanceof Element && event.target.id === 'uploader') {
        heard((event as MediaEventMap[Name]).detail)
      }
    })
  }
  const begun = new Map<string, number>()
  let many: number | undefined

  on('media-add', ({ files }) => {
    if (files.length < MANY || !PerformanceObserver.supportedEntryTypes.includes('longtask')) return
    many = files.length
    void longestTaskUntilListed(root).then((longestMs) => {
      tell({ about: 'many', count: files.length, longestMs })
      many = undefined
    })
  })
  on('media-rejected', ({ file: { name, size }, code, message }) => {
    if (code === 'content_mismatch') tell({ about: 'fake', name, message })
    else if (code === 'too_large') tell({ about: 'tooLarge', name, size })
  })
  on('media-fitted', ({ item: { name }, from, to }) =>
    tell({ about: 'fitted', name, from: from.size, to: to.size }),
  )
  on('media-upload', ({ item, attempt }) => {
    begun.set(item.id, performance.now())
    if (attempt > 1) tell({ about: 'retried' })
  })
  on('media-uploaded', ({ item, name, size }) => {
    const at = begun.get(item.id)
    begun.delete(item.id)
    if (at !== undefined && many === undefined && begun.size === 0) {
      tell({ about: 'uploaded', name, size, ms: performance.now() - at })
    }
  })
}

/** Milliseconds of the longest task above 50 ms until a moment after the files were taken; `undefined` when there was none. */
async function longestTaskUntilListed(root: HTMLElement): Promise<number | undefined> {
  let longest: number | undefined
  const observer = new PerformanceObserver((list) => {
    for (const { duration } of list.getEntries()) longest = Math.max(longest ?? 0, duration)
  })
  observer.observe({ type: 'longtask' })
  const uploader = root.querySelector('dt-media-upload')
  const isChecking = () => uploader?.items.some(({ phase }) => phase === 'checking')
  do {
    await new Promise((resolve) => setTimeout(resolve, 500))
  } while (isChecking())
  observer.disconnect()
  return longest
}
