/**
 * What runs inside the measured page. Each function is sent there alone, so it uses nothing outside itself.
 */

interface SubjectModule {
  mount(host: Element): unknown
  add(mounted: unknown, files: readonly File[]): unknown
  listed(mounted: unknown): number
  unmount(mounted: unknown): void
}

declare global {
  interface Window {
    subject: SubjectModule
    mounted: unknown
    longestMs: number
  }
}

/** Milliseconds from asking for the script until `count` of them are painted, each with a control to use. */
export async function renderIn(count: number): Promise<number> {
  const usable = (root: ParentNode): boolean => {
    for (const element of root.querySelectorAll('*')) {
      const isControl = element.matches('button, [role=button], input, label')
      if (isControl && element.getBoundingClientRect().height > 8) return true
      if (element.shadowRoot && usable(element.shadowRoot)) return true
    }
    return false
  }
  const painted = () =>
    new Promise<void>((done) => {
      requestAnimationFrame(() => {
        const channel = new MessageChannel()
        channel.port1.onmessage = () => done()
        channel.port2.postMessage(undefined)
      })
    })
  await painted()
  const hosts = Array.from({ length: count }, () => document.body.appendChild(document.createElement('div')))
  const holders = hosts.map((host) => host.appendChild(document.createElement('div')))
  const startedAt = performance.now()
  for (const href of document.documentElement.dataset.imports?.split(' ').filter(Boolean) ?? [])
    document.head.append(Object.assign(document.createElement('link'), { rel: 'modulepreload', href }))
  window.subject = await import(`${location.origin}/subject.js`)
  for (const holder of holders) window.subject.mount(holder)
  do await painted()
  while (!hosts.every(usable))
  return performance.now() - startedAt
}

/** Mounts one and waits for its frame, before anything is counted. */
export async function mountIn(): Promise<void> {
  window.subject = await import(`${location.origin}/subject.js`)
  const host = document.body.appendChild(document.createElement('div'))
  window.mounted = window.subject.mount(host.appendChild(document.createElement('div')))
  await new Promise((done) => setTimeout(done, 500))
  window.longestMs = 0
  new PerformanceObserver((list) => {
    for (const { duration } of list.getEntries()) window.longestMs = Math.max(window.longestMs, duration)
  }).observe({ type: 'longtask' })
}

/** Gives it small PDF files, which none shows a preview of. Does not wait for them. */
export function addIn(count: number): void {
  const files = Array.from(
    { length: count },
    (_, i) => new File([`%PDF-1.4\n% number ${i}\n`], `report-${i}.pdf`, { type: 'application/pdf' }),
  )
  setTimeout(() => window.subject.add(window.mounted, files))
}

/** How many files it lists, and how many nodes that takes, those in shadow roots too. */
export function stateIn(): { listed: number; nodes: number; longestMs: number } {
  const nodesOf = (root: ParentNode): number => {
    let nodes = 0
    for (const element of root.querySelectorAll('*')) {
      nodes += 1 + (element.shadowRoot ? nodesOf(element.shadowRoot) : 0)
    }
    return nodes
  }
  return {
    listed: window.subject.listed(window.mounted),
    nodes: nodesOf(document.body),
    longestMs: window.longestMs,
  }
}

/** Mounts and takes away so often, a frame each. Resolves to milliseconds. */
export async function cyclesIn(cycles: number): Promise<number> {
  window.subject ??= await import(`${location.origin}/subject.js`)
  const startedAt = performance.now()
  for (let i = 0; i < cycles; i++) {
    const host = document.body.appendChild(document.createElement('div'))
    const mounted = window.subject.mount(host.appendChild(document.createElement('div')))
    await new Promise(requestAnimationFrame)
    window.subject.unmount(mounted)
    host.remove()
  }
  return performance.now() - startedAt
}
