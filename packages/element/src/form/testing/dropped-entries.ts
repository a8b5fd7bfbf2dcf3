/** Entries of a drop as a browser gives them, folders among them, for tests that have no disk. */

interface FileEntry {
  readonly isFile: true
  readonly isDirectory: false
  readonly own: File
  readonly file: (done: (file: File) => void) => void
}

/** A file, read when it is asked for. */
export function fileEntry(file: File): FileEntry {
  return { isFile: true, isDirectory: false, own: file, file: (done) => done(file) }
}

/** What is there and cannot be read. */
export const unreadableEntry = {
  isFile: true,
  isDirectory: false,
  file: (_: unknown, failed: (error: Error) => void) => failed(new DOMException('', 'NotReadableError')),
}

/** Lists like Chromium: 100 entries a call, then none. */
export function folderEntry(...entries: object[]): object {
  return {
    isFile: false,
    isDirectory: true,
    createReader: () => {
      const left = [...entries]
      return { readEntries: (done: (portion: object[]) => void) => done(left.splice(0, 100)) }
    },
  }
}

/** The transfer of a drop; `null` is something that is no file, such as dragged text. */
export function transferOfEntries(...entries: (object | null)[]): DataTransfer {
  return {
    types: ['Files'],
    // A folder has an empty file in its place, as in Chromium.
    files: entries.flatMap((entry) => {
      if (entry && 'own' in entry) return entry.own as File
      return entry && 'createReader' in entry ? new File([], 'folder') : []
    }),
    items: entries.map((entry) => ({ kind: entry ? 'file' : 'string', webkitGetAsEntry: () => entry })),
    dropEffect: '',
  } as unknown as DataTransfer
}

/** Drops it there. */
export function dropOn(target: EventTarget, transfer: DataTransfer): Event {
  const event = new Event('drop', { bubbles: true, composed: true, cancelable: true })
  Object.defineProperty(event, 'dataTransfer', { value: transfer })
  target.dispatchEvent(event)
  return event
}
