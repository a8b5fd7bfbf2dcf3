/** The size of a file in the words of a language, as the element says it too: 1024 bytes are a kB. */
export function formatSize(bytes: number, lang: string): string {
  const kilobytes = bytes / 1024
  const [value, unit] = kilobytes < 1023.5 ? [kilobytes, 'kilobyte'] : [kilobytes / 1024, 'megabyte']
  const maximumFractionDigits = unit === 'kilobyte' && kilobytes >= 10 ? 0 : 1
  const size = new Intl.NumberFormat(lang, { style: 'unit', unit, maximumFractionDigits }).format(value)
  return size.replaceAll(' ', '\u00a0')
}
