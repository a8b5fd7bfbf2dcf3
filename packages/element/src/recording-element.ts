/**
 * A control that offers a voice recorder. The recorder comes when it is first needed; what it
 * shows stands beside the items.
 */

import type { PropertyDeclarations } from 'lit'
import { ListingElement } from './listing-element.ts'
import { addWords } from './messages/locale.ts'
import type { Recorder, RecorderEncoder } from './recorder/recorder.ts'

export abstract class RecordingElement extends ListingElement {
  static override properties: PropertyDeclarations = {
    record: { type: Boolean },
    recorderEncoder: { attribute: false },
  }

  /** Offers a voice recorder, which makes WAV files of 16 kHz, mono. */
  declare record: boolean
  /** Makes another file of what was recorded, in a format of the page's choice; where it fails, the WAV file is kept. */
  declare recorderEncoder: RecorderEncoder | undefined
  /** There as soon as it has been loaded. */
  protected recorder: Recorder | undefined

  constructor() {
    super()
    this.record = false
  }

  /** Shows the recorder and begins to record; resolves when it does, or has said why it cannot. */
  async startRecording(): Promise<void> {
    this.record = true
    await this.#needRecorder()
    await this.updateComplete
    await this.recorder?.start()
  }

  /** Ends the recording and takes it as a file; resolves when that is checked. */
  async stopRecording(): Promise<void> {
    await this.recorder?.stop()
  }

  protected override willUpdate(): void {
    super.willUpdate()
    if (this.record) this.#needRecorder()
    // Without its buttons nobody could end it, or say that it is to be sent.
    else this.recorder?.stop(true)
  }

  #needRecorder(): Promise<void> {
    return this.parts.need('recorder', async () => {
      const { createRecorder, styles, words } = await import('./recorder/recorder.ts')
      addWords(words)
      const host = this
      this.recorder = createRecorder({
        get locale() {
          return host.locale
        },
        get disabled() {
          return !host.isOpen
        },
        get maxSize() {
          return host.maxSize
        },
        get encoder() {
          return host.recorderEncoder
        },
        take: (file) => this.take([file], 'recorder'),
        say: (text, region) => this.announcer.say(text, region),
        changed: this.draw,
      })
      return { styles }
    })
  }
}
