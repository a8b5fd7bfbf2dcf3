/** The commands of a piece of shell, as lists of words; as much of its grammar as pages use. */

const SEPARATORS = /(?:&&|\|\||[;|()\n]|\$\()/

/** Each command with its words, without comments, quotes and redirections. */
export function commandsOf(code: string): string[][] {
  const kept: string[] = []
  const plain = code
    .replaceAll('\\\n', ' ')
    // Before the quotes, for what stands in them may be a command: "$(…)".
    .replaceAll(/"\$\(([^)]*)\)"/g, '$($1)')
    .replaceAll(/(^|[\s=])('[^']*'|"[^"]*")/g, (_, before, quoted: string) => {
      kept.push(quoted.slice(1, -1))
      return `${before}⟦${kept.length - 1}⟧`
    })
    .replaceAll(/(^|\s)#.*$/gm, '')
  return plain
    .split(SEPARATORS)
    .map((command) =>
      command
        .replaceAll(/\s[0-9]?>+\s*\S+/g, '')
        .trim()
        .split(/\s+/)
        .filter((word) => word !== '' && word !== 'export')
        .map((word) => word.replaceAll(/⟦(\d+)⟧/g, (_, index) => kept[Number(index)] ?? '')),
    )
    .filter((words) => words.length > 0)
}
