/** Makes the way to DingTalk bad on demand: the line to the relay slow or cut, the next answer of DingTalk's a refusal. */
import type { Choices } from './choices.ts'

/**
 * Slows or cuts the line. A page cannot unplug the machine, so for `offline` the browser's own sign
 * for it is set as well; bytes in flight are truly lost.
 */
export async function setNetwork(network: Choices['network']): Promise<void> {
  await fetch(`/demo/network?mode=${network}`, { method: 'POST' })
  const onLine = network !== 'offline'
  if (navigator.onLine === onLine) return
  Object.defineProperty(navigator, 'onLine', { configurable: true, get: () => onLine })
  window.dispatchEvent(new Event(onLine ? 'online' : 'offline'))
}

const FAULTS = {
  none: undefined,
  busy: { errcode: -1 },
  reset: { resetAfterBytes: 1024 },
} as const satisfies Record<Choices['fault'], object | undefined>

/** Arms one fault of the local DingTalk for the next upload, or disarms it. */
export async function setFault(emulatorUrl: string, fault: Choices['fault']): Promise<void> {
  await fetch(`${emulatorUrl}/emulator/faults`, { method: 'DELETE' })
  if (FAULTS[fault] === undefined) return
  await fetch(`${emulatorUrl}/emulator/faults`, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify(FAULTS[fault]),
  })
}

/** Whether the armed fault has struck. */
export async function isFaultSpent(emulatorUrl: string): Promise<boolean> {
  const left: readonly object[] = await (await fetch(`${emulatorUrl}/emulator/faults`)).json()
  return left.length === 0
}
