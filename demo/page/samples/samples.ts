/** Files ready to try, for a visitor who has none at hand. */
import type { IconName } from '../icons.ts'
import type { Words } from '../words/en.ts'
import { disguiseProgram, fillArchive, writeDocument } from './document.ts'
import { writeThousands } from './many.ts'
import { drawHugePhoto, drawPhoto, drawPicture, drawWebP } from './picture.ts'
import { canFilm, filmDisc } from './video.ts'
import { playChime } from './voice.ts'

export interface Sample {
  readonly name: keyof Words['samples']
  readonly icon: IconName
  readonly make: () => File | readonly File[] | Promise<File>
}

/** What this browser can make, the good ones first. */
export const SAMPLES: readonly Sample[] = [
  { name: 'picture', icon: 'picture', make: drawPicture },
  { name: 'photo', icon: 'picture', make: drawPhoto },
  { name: 'hugePhoto', icon: 'picture', make: drawHugePhoto },
  { name: 'webp', icon: 'picture', make: drawWebP },
  { name: 'voice', icon: 'voice', make: playChime },
  ...(canFilm() ? [{ name: 'video', icon: 'film', make: filmDisc } as const] : []),
  { name: 'document', icon: 'document', make: writeDocument },
  { name: 'fake', icon: 'mask', make: disguiseProgram },
  { name: 'huge', icon: 'weight', make: fillArchive },
  { name: 'many', icon: 'document', make: writeThousands },
]
