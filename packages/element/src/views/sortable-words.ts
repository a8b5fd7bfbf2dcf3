/** What a list says that can be brought into another order, in the languages that the element has inside; the others bring it along. */

import type { SortableMessages } from '../messages/messages.ts'

export const words: { readonly en: SortableMessages; readonly zhHans: SortableMessages } = {
  en: {
    move: 'Move {what}',
    moveHelp: 'Press an arrow key, or choose the place where it should go.',
    moved: '{what} is now {place} of {count}',
  },
  zhHans: {
    move: '移动 {what}',
    moveHelp: '按方向键，或选择要放到的位置。',
    moved: '{what} 现在是第 {place} 个，共 {count} 个',
  },
}
