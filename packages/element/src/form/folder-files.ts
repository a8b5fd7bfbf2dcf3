/**
 * The files in dropped folders, of any depth. A folder lists its entries in portions (100 in
 * Chromium) and says "no more" only with an empty one.
 */

/** Adds the files of all entries, in order. What cannot be read is left out and does not lose the rest. */
export async function filesOf(
  entries: readonly (FileSystemEntry | null | undefined)[],
  files: File[] = [],
): Promise<File[]> {
  for (const entry of entries) {
    try {
      if (entry?.isFile) files.push(await fileOf(entry as FileSystemFileEntry))
      if (entry?.isDirectory) await addFilesIn(entry as FileSystemDirectoryEntry, files)
    } catch {}
  }
  return files
}

async function addFilesIn(folder: FileSystemDirectoryEntry, files: File[]): Promise<void> {
  const reader = folder.createReader()
  for (;;) {
    const portion = await new Promise<FileSystemEntry[]>((done, failed) => reader.readEntries(done, failed))
    if (portion.length === 0) return
    await filesOf(portion, files)
  }
}

function fileOf(entry: FileSystemFileEntry): Promise<File> {
  return new Promise((done, failed) => entry.file(done, failed))
}
