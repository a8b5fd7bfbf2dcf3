/**
 * The files of a drop or a paste. What reads folders is loaded with the first folder.
 */

import { loadPart } from '../load-part.ts'

/** Whether a drag carries files, as far as a browser tells before the drop. */
export function carriesFiles(transfer: DataTransfer | null): transfer is DataTransfer {
  return !!transfer?.types.includes('Files')
}

/** Every file in a transfer, folders read to the last leaf. */
export async function droppedFiles({ files, items }: DataTransfer): Promise<File[]> {
  const whole = [...files]
  // Entries must be taken at once: the list is emptied when the event is over.
  const entries = [...items].map((item) => item.webkitGetAsEntry?.())
  if (!entries.some((entry) => entry?.isDirectory)) return whole
  return (await loadPart(import('./folder-files.ts')))?.filesOf(entries) ?? whole
}

/**
 * The files of a paste; none when the clipboard holds something else, such as text. A browser
 * calls every screenshot `image.png`, so those are given a name of their own.
 */
export function pastedFiles(transfer: DataTransfer | null, now = new Date()): File[] {
  const stamp = now.toISOString().replace(/\D/g, '')
  return [...(transfer?.files ?? [])].map((file, index) =>
    /^image\.\w+$/.test(file.name)
      ? new File([file], file.name.replace('.', `-${stamp}${index ? `-${index + 1}` : ''}.`), file)
      : file,
  )
}
