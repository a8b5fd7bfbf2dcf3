/** Puts the page together: state, what changes it, and the wires between the element and the demo's server. */
import '@dt-media/element'
import { render } from 'lit'
import { type ChoiceName, type Choices, readChoices, writeChoices } from './choices.ts'
import { demoPage } from './demo-page.ts'
import { appendEntry, type LogEntry, listenToUploaders } from './event-log.ts'
import { notifyApp, type UploadedDetail } from './notify.ts'
import { type RelayView, watchRelay } from './panel/relay-watch.ts'
import { Inbox } from './phone/inbox.ts'
import type { Sample } from './samples/samples.ts'
import { listenForStories } from './story/listen-for-stories.ts'
import type { Story } from './story/story.ts'
import { isFaultSpent, setFault, setNetwork } from './weather.ts'
import { EN } from './words/en.ts'
import { ZH } from './words/zh.ts'

interface Setup {
  readonly endpoint: string
  readonly addresses: { readonly page: string; readonly relay: string; readonly emulator: string }
}

const setup: Setup = await fetch('/demo/setup').then((answer) => answer.json())
const inbox = new Inbox()
let choices = readChoices(new URLSearchParams(location.search))
let log: readonly LogEntry[] = []
let story: Story | undefined
let storyId = 0
let relay: RelayView | undefined
let logOpen = false
let frame = 0

function choose<Name extends ChoiceName>(name: Name, value: Choices[Name]): void {
  choices = { ...choices, [name]: value }
  if (name === 'lang') choices = { ...choices, dir: value === 'ar' ? 'rtl' : 'ltr' }
  history.replaceState(null, '', `${location.pathname}${writeChoices(choices)}`)
  if (name === 'network') void changeNetwork()
  if (name === 'fault') void setFault(setup.addresses.emulator, choices.fault)
  show()
}

async function changeNetwork(): Promise<void> {
  const { network } = choices
  await setNetwork(network)
  if (network === 'offline') tell({ about: 'cut' })
  else if (story?.about === 'cut') tell({ about: 'mended' })
}

const tell: Parameters<typeof listenForStories>[1] = (told) => {
  story = { ...told, id: storyId++ }
  show()
}

async function trySample(sample: Sample): Promise<void> {
  const made = await sample.make()
  document.querySelector('dt-media-upload')?.addFiles(Array.isArray(made) ? made : [made])
}

async function disarmSpentFault(): Promise<void> {
  if (choices.fault !== 'none' && (await isFaultSpent(setup.addresses.emulator))) choose('fault', 'none')
}

function show(): void {
  cancelAnimationFrame(frame)
  frame = requestAnimationFrame(() => {
    const root = document.documentElement
    root.lang = choices.lang
    root.dir = choices.dir
    root.style.colorScheme = choices.theme === 'auto' ? 'light dark' : choices.theme
    render(
      demoPage({
        words: choices.lang === 'zh-CN' ? ZH : EN,
        choices,
        choose,
        trySample,
        startUpload: () => document.querySelector('dt-media-upload')?.upload(),
        messages: inbox.messages,
        story,
        relay,
        log,
        logOpen,
        fold: (open) => {
          logOpen = open
          show()
        },
        ...setup,
      }),
      document.body,
    )
  })
}

listenForStories(document.body, tell)
watchRelay((view) => {
  relay = view
  show()
})
listenToUploaders(document.body, (entry) => {
  log = appendEntry(log, entry)
  show()
})
document.body.addEventListener('media-uploaded', (event) => {
  const { detail } = event as CustomEvent<UploadedDetail>
  if (detail.item.file) inbox.rememberSent(detail.media_id, detail.item.file)
  void disarmSpentFault()
  void notifyApp(detail)
})
inbox.addEventListener('change', show)
void inbox.open(setup.addresses.emulator)
void setNetwork('normal')
show()
