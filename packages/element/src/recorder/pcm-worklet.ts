/**
 * Runs on the audio thread: passes a microphone's samples on, sixteen blocks of 128 at a time. It is a
 * file of its own, for a strict page allows no other way to load it.
 */

declare class AudioWorkletProcessor {
  readonly port: MessagePort
}
declare function registerProcessor(name: string, processor: typeof AudioWorkletProcessor): void

class PcmProcessor extends AudioWorkletProcessor {
  #chunk = new Float32Array(2048)
  #length = 0

  process([input]: Float32Array[][]): boolean {
    const block = input?.[0]
    if (!block) return true
    this.#chunk.set(block, this.#length)
    this.#length += block.length
    if (this.#length === this.#chunk.length) {
      this.port.postMessage(this.#chunk)
      this.#length = 0
    }
    return true
  }
}
registerProcessor('pcm', PcmProcessor)
