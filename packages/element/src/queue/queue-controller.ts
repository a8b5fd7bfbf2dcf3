/**
 * Joins a queue to a Lit host: when items change, the host renders. Uploads go on while the
 * host is only moved in the page; what leaving means is the host's to decide.
 */

import type { ReactiveController, ReactiveControllerHost } from 'lit'
import type { UploadQueue } from './upload-queue.ts'

export class QueueController implements ReactiveController {
  readonly #host: ReactiveControllerHost
  readonly #queue: UploadQueue

  constructor(host: ReactiveControllerHost, queue: UploadQueue) {
    this.#host = host
    this.#queue = queue
    host.addController(this)
  }

  hostConnected(): void {
    this.#queue.addEventListener('change', this.#render)
    this.#render()
  }

  hostDisconnected(): void {
    this.#queue.removeEventListener('change', this.#render)
  }

  readonly #render = (): void => this.#host.requestUpdate()
}
