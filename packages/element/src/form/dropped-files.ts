/**
 * The files of a drop or a paste, folders read to the last leaf. A folder lists its entries
 * in portions (100 in Chromium) and says "no more" only with an empty one.
 */

/** Whether a drag or a clipboard carries files, as far as a browser tells before the drop. */
export function carriesFiles(transfer: DataTransfer | null): transfer is DataTransfer {
  return !!transfer && [...transfer.types].includes('Files')
}

/** Every file in a transfer. What cannot be read is left out and does not lose the rest. */
export async function droppedFiles(transfer: DataTransfer): Promise<File[]> {
  const whole = [...transfer.files]
  // Entries must be taken at once: the list is emptied when the event is over.
  const entries = [...transfer.items]
    .filter((item) => item.kind === 'file')
    .map((item) => item.webkitGetAsEntry?.())
  if (!entries.some((entry) => entry?.isDirectory)) return whole
  return (await Promise.all(entries.map((entry) => (entry ? filesOf(entry) : [])))).flat()
}

async function filesOf(entry: FileSystemEntry): Promise<File[]> {
  try {
    if (entry.isFile) {
      return [await new Promise<File>((done, failed) => (entry as FileSystemFileEntry).file(done, failed))]
    }
    const reader = (entry as FileSystemDirectoryEntry).createReader()
    const files: File[] = []
    for (;;) {
      const portion = await new Promise<FileSystemEntry[]>((done, failed) => reader.readEntries(done, failed))
      if (portion.length === 0) return files
      for (const inner of portion) files.push(...(await filesOf(inner)))
    }
  } catch {
    return []
  }
}

/**
 * The files of a paste. A browser calls every screenshot `image.png`, so those are given a
 * name of their own; undefined when the clipboard holds something else, such as text.
 */
export function pastedFiles(transfer: DataTransfer | null, now = new Date()): File[] | undefined {
  if (!transfer?.files.length) return undefined
  const stamp = now.toISOString().replace(/\D/g, '').slice(0, 17)
  return [...transfer.files].map((file, index) =>
    /^image\.\w+$/.test(file.name)
      ? new File([file], file.name.replace('.', `-${stamp}${index ? `-${index + 1}` : ''}.`), {
          type: file.type,
        })
      : file,
  )
}
