/** Files that are not media of their own right: a real PDF, a program in disguise, an archive that is too large. */

/** A PDF of one page that any reader opens. */
export function writeDocument(): File {
  const words = `BT /F1 28 Tf 72 720 Td (Written in your browser, ${new Date().toISOString().slice(0, 19)}) Tj ET`
  const objects = [
    '<< /Type /Catalog /Pages 2 0 R >>',
    '<< /Type /Pages /Kids [3 0 R] /Count 1 >>',
    '<< /Type /Page /Parent 2 0 R /MediaBox [0 0 842 792] /Contents 4 0 R /Resources << /Font << /F1 5 0 R >> >> >>',
    `<< /Length ${words.length} >>\nstream\n${words}\nendstream`,
    '<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>',
  ]
  let body = '%PDF-1.4\n'
  let table = `xref\n0 ${objects.length + 1}\n0000000000 65535 f \n`
  for (const [index, object] of objects.entries()) {
    table += `${String(body.length).padStart(10, '0')} 00000 n \n`
    body += `${index + 1} 0 obj\n${object}\nendobj\n`
  }
  const trailer = `trailer\n<< /Size ${objects.length + 1} /Root 1 0 R >>\nstartxref\n${body.length}\n%%EOF\n`
  return new File([body, table, trailer], 'quarterly-report-spring-summer-autumn-final.pdf', {
    type: 'application/pdf',
  })
}

/** What Windows calls a program, under the name of a picture. */
export function disguiseProgram(): File {
  const program = new Uint8Array(2048)
  program.set([0x4d, 0x5a, 0x90, 0x00, 0x03, 0x00, 0x00, 0x00, 0x04, 0x00, 0x00, 0x00, 0xff, 0xff])
  program.set(new TextEncoder().encode('This program cannot be run in DOS mode.'), 0x4e)
  return new File([program], 'holiday.png', { type: 'image/png' })
}

/** An archive above every limit of DingTalk's. */
export function fillArchive(): File {
  const archive = new Uint8Array(25 * 2 ** 20)
  archive.set([0x50, 0x4b, 0x03, 0x04])
  return new File([archive], 'everything.zip', { type: 'application/zip' })
}
