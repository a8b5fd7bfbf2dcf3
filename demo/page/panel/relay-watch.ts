/** Looks at the relay's metrics once a second, while somebody looks at the page. */
import { figuresOf, type RelayFigures, readMetrics } from './read-metrics.ts'

const EVERY_MS = 1000
/** How far back the curve of the panel goes. */
const SECONDS = 60

/** The newest figures, and the bytes of each of the last seconds, the newest last. */
export interface RelayView {
  readonly figures: RelayFigures
  readonly bytesPerSecond: readonly number[]
}

/** Calls back with every new view; the relay's answers come through the page's own server. */
export function watchRelay(tell: (view: RelayView) => void): void {
  let view: RelayView | undefined
  const look = async () => {
    if (document.hidden) return
    const answer = await fetch('/demo/metrics').catch(() => undefined)
    if (!answer?.ok) return
    const figures = figuresOf(readMetrics(await answer.text()))
    const grown = view ? figures.bytes - view.figures.bytes : 0
    view = { figures, bytesPerSecond: [...(view?.bytesPerSecond ?? []), grown].slice(-SECONDS) }
    tell(view)
  }
  void look()
  setInterval(look, EVERY_MS)
}
