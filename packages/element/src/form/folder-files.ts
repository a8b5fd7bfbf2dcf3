/**
 * The files in dropped folders, of any depth. A folder lists its entries in portions (100 in
 * Chromium) and says "no more" only with an empty one.
 */

/** The files of all entries, in order. What cannot be read is left out and does not lose the rest. */
export async function filesOf(entries: readonly (FileSystemEntry | null | undefined)[]): Promise<File[]> {
  const files: File[] = []
  for (const entry of entries) {
    try {
      if (entry?.isFile) files.push(await fileOf(entry as FileSystemFileEntry))
      if (entry?.isDirectory) files.push(...(await filesIn(entry as FileSystemDirectoryEntry)))
    } catch {}
  }
  return files
}

async function filesIn(folder: FileSystemDirectoryEntry): Promise<File[]> {
  const reader = folder.createReader()
  const files: File[] = []
  for (;;) {
    const portion = await new Promise<FileSystemEntry[]>((done, failed) => reader.readEntries(done, failed))
    if (portion.length === 0) return files
    files.push(...(await filesOf(portion)))
  }
}

function fileOf(entry: FileSystemFileEntry): Promise<File> {
  return new Promise((done, failed) => entry.file(done, failed))
}
