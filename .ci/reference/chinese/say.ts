/** Says in Chinese what the relay's own tables say in English; what nobody translated ends `pnpm reference`. */

import { REMEDIES } from './remedies.ts'
import { SETTINGS } from './settings.ts'

/** What a page's language says for a piece of English. */
export type Say = (english: string) => string

const WORDS: Readonly<Record<string, string>> = { ...REMEDIES, ...SETTINGS }

/** Throws where the English is new or has changed. */
export const sayInChinese: Say = (english) => {
  const chinese = WORDS[english]
  if (chinese === undefined) throw new Error(`Nothing in .ci/reference/chinese/ says: ${english}`)
  return chinese
}

export const sayInEnglish: Say = (english) => english
