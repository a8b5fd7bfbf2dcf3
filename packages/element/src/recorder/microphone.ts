/**
 * The microphone as a stream of samples: by an audio worklet, or, where there is none or it may not be
 * loaded, by the script processor that every browser still has.
 */

import type { RecorderMessages } from '../messages/messages.ts'

/** Why there is no sound, as the sentence that says it. */
export type NoSound = keyof Pick<RecorderMessages, 'micRefused' | 'noMic' | 'micBusy' | 'noRecorder'>

export interface Microphone {
  readonly sampleRate: number
  close(): void
}

const REASONS: Readonly<Record<string, NoSound>> = {
  NotAllowedError: 'micRefused',
  SecurityError: 'micRefused',
  NotFoundError: 'noMic',
  OverconstrainedError: 'noMic',
  NotReadableError: 'micBusy',
  AbortError: 'micBusy',
}

/**
 * Asks for the microphone and hands its samples on until it is closed; `ended` is called when it goes
 * away by itself. Answers why, if there is no sound to be had.
 */
export async function openMicrophone(
  heard: (samples: Float32Array) => void,
  ended: () => void,
): Promise<Microphone | NoSound> {
  if (!navigator.mediaDevices || typeof AudioContext === 'undefined') return 'noRecorder'
  let stream: MediaStream | undefined
  let context: AudioContext | undefined
  const close = () => {
    for (const each of stream?.getTracks() ?? []) each.stop()
    context?.close()
  }
  try {
    stream = await navigator.mediaDevices.getUserMedia({ audio: { channelCount: 1 } })
    context = new AudioContext()
    const source = context.createMediaStreamSource(stream)
    // What 16 kHz cannot hold would sound as noise.
    const lowPass = context.createBiquadFilter()
    lowPass.frequency.value = 7000
    const listener = await listenerFor(context, heard)
    const track = stream.getAudioTracks()[0]
    // Unplugged meanwhile, it tells nobody any more.
    if (track?.readyState === 'ended') throw new DOMException('', 'NotFoundError')
    source.connect(lowPass).connect(listener).connect(context.destination)
    // One that is stopped does not tell that it ended.
    track?.addEventListener('ended', ended)
    // Created after the click, it may have begun asleep. A browser without loudspeakers may never tell that it woke.
    context.resume().catch(() => {})
    return { sampleRate: context.sampleRate, close }
  } catch (error) {
    close()
    return REASONS[(error as Error).name] ?? 'noRecorder'
  }
}

async function listenerFor(
  context: AudioContext,
  heard: (samples: Float32Array) => void,
): Promise<AudioNode> {
  try {
    await context.audioWorklet.addModule(new URL(/* @vite-ignore */ './pcm-worklet.ts', import.meta.url).href)
    const worklet = new AudioWorkletNode(context, 'pcm')
    worklet.port.onmessage = ({ data }) => heard(data)
    return worklet
  } catch {
    const processor = context.createScriptProcessor(2048, 1, 1)
    processor.onaudioprocess = ({ inputBuffer }) => heard(inputBuffer.getChannelData(0))
    return processor
  }
}
