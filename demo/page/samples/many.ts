/** Five thousand small files at once, which is where lists of files begin to stutter. */
import { writeDocument } from './document.ts'

const COUNT = 5000

/** Documents that differ in name alone. */
export function writeThousands(): File[] {
  const document = writeDocument()
  return Array.from({ length: COUNT }, (_, index) => {
    const name = `page-${String(index + 1).padStart(4, '0')}.pdf`
    return new File([document], name, { type: document.type })
  })
}
