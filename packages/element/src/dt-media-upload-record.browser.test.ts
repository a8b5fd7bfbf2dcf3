import { expect } from 'chai'
import type { DtMediaUpload } from './dt-media-upload.ts'
import { heldUploader, mount, next, parts, unmountAll, until } from './form/testing/mounted-upload.ts'

describe('<dt-media-upload record>', () => {
  const { mediaDevices } = navigator
  const opened: MediaStream[] = []

  const PlatformContext = AudioContext

  /** Whether this browser has a microphone, if a false one. */
  let opensMicrophone = false
  /** And whether it hears it: Firefox does not without a sound card. */
  let hasMicrophone = false

  before(async () => {
    const stream = await mediaDevices?.getUserMedia?.({ audio: true }).catch(() => undefined)
    const context = new AudioContext()
    const resumed = context.resume().then(() => true)
    const timeout = new Promise<boolean>((resolve) => setTimeout(resolve, 5000, false))
    opensMicrophone = !!stream
    hasMicrophone = opensMicrophone && (await Promise.race([resumed, timeout]))
    for (const track of stream?.getTracks() ?? []) track.stop()
    context.close()
  })

  afterEach(() => {
    unmountAll()
    Reflect.deleteProperty(navigator, 'mediaDevices')
    Reflect.deleteProperty(AudioContext.prototype, 'audioWorklet')
    window.AudioContext = PlatformContext
    opened.length = 0
  })

  /** Lets the recorder ask this instead of the browser. */
  const microphoneIs = (getUserMedia: () => Promise<MediaStream>) =>
    Object.defineProperty(navigator, 'mediaDevices', { configurable: true, value: { getUserMedia } })

  const noting = () =>
    microphoneIs(async () => {
      const stream = await mediaDevices.getUserMedia({ audio: true })
      opened.push(stream)
      return stream
    })

  /** Where there are no loudspeakers, Firefox hears nothing, and does not say so. */
  const hearNothing = () => {
    window.AudioContext = class extends PlatformContext {
      constructor() {
        super()
        this.suspend()
      }
      override resume(): Promise<void> {
        return new Promise(() => {})
      }
    }
  }

  const mountRecorder = async (attributes = '') => {
    const element = await mount(`<dt-media-upload multiple record ${attributes}></dt-media-upload>`)
    element.uploader = heldUploader().uploader
    await until(() => parts(element, 'recorder')[0]?.querySelector('button'))
    return element
  }
  const buttons = (element: DtMediaUpload) => [
    ...(parts(element, 'recorder')[0]?.querySelectorAll('button') ?? []),
  ]
  const press = (element: DtMediaUpload, words: RegExp) =>
    buttons(element)
      .find((button) => words.test(button.ariaLabel ?? button.textContent ?? ''))
      ?.click()
  const waveOf = (element: DtMediaUpload) =>
    parts(element, 'recorder')[0]?.querySelector('path')?.getAttribute('d') ?? ''
  const alertOf = (element: DtMediaUpload) =>
    element.renderRoot.querySelector('[role=alert]')?.textContent ?? ''
  const isRecording = (element: DtMediaUpload) => !!element.dataset.state?.includes('recording')
  const addedTo = (element: DtMediaUpload) => next(element, 'media-add').then(({ detail }) => detail)

  const record = async (element: DtMediaUpload) => {
    press(element, /^\s*Record/)
    await until(() => isRecording(element))
    // Until a sound is seen: the microphone of the tests beeps once in a while.
    await until(() => /v\d*[1-9]/.test(waveOf(element)))
  }

  it('gives a WAV file of 16 kHz, mono, with sound in it, a name of its own, and an item for it', async function () {
    if (!hasMicrophone) this.skip()
    const element = await mountRecorder()
    await record(element)
    const adding = addedTo(element)
    press(element, /Stop/)
    const { files, source } = await adding
    expect(source).to.equal('recorder')
    const [file] = files
    if (!file) throw new Error('There is no file')
    expect(file.name).to.match(/^recording-\d{17}\.wav$/)
    const view = new DataView(await file.arrayBuffer())
    expect([view.getUint16(22, true), view.getUint32(24, true), view.getUint16(34, true)]).to.deep.equal([
      1, 16_000, 16,
    ])
    const samples = new Int16Array(await file.slice(44).arrayBuffer())
    expect(samples.length).to.be.greaterThan(1000)
    expect(samples.some((value) => value !== 0)).to.equal(true)
    await until(() => element.items[0]?.media_type === 'voice')
    expect(isRecording(element)).to.equal(false)
  })

  it('works where no audio worklet can be had, as in old web views', async function () {
    if (!hasMicrophone) this.skip()
    Object.defineProperty(AudioContext.prototype, 'audioWorklet', { configurable: true, value: undefined })
    const element = await mountRecorder()
    await record(element)
    press(element, /Stop/)
    await until(() => element.items[0]?.size)
  })

  it('ends by itself when the file is as large as it may be, and keeps it', async function () {
    if (!hasMicrophone) this.skip()
    const element = await mountRecorder('max-size="20KB"')
    press(element, /^\s*Record/)
    await until(() => element.items[0])
    expect(element.items[0]?.size).to.equal(20 * 1024)
    expect(isRecording(element)).to.equal(false)
  })

  it('is ended without a file by Escape, with the focus on the button that begins anew', async function () {
    if (!hasMicrophone) this.skip()
    noting()
    const element = await mountRecorder()
    buttons(element)[0]?.focus()
    await record(element)
    const active = () => element.shadowRoot?.activeElement
    expect(active()?.textContent).to.match(/Stop/)
    active()?.dispatchEvent(new KeyboardEvent('keydown', { key: 'Escape', bubbles: true }))
    await element.updateComplete
    expect(isRecording(element)).to.equal(false)
    expect(active()?.textContent).to.match(/Record/)
    expect(element.items).to.deep.equal([])
    expect(opened[0]?.getTracks().every(({ readyState }) => readyState === 'ended')).to.equal(true)
  })

  it('lets go of the microphone when it leaves the page', async function () {
    if (!hasMicrophone) this.skip()
    noting()
    const element = await mountRecorder()
    await record(element)
    element.remove()
    await until(() => opened[0]?.getTracks().every(({ readyState }) => readyState === 'ended'))
    expect(element.items).to.deep.equal([])
  })

  it('lets go of the microphone when the page takes the recorder away', async function () {
    if (!hasMicrophone) this.skip()
    noting()
    const element = await mountRecorder()
    await record(element)
    element.record = false
    await element.updateComplete
    expect(opened[0]?.getTracks().every(({ readyState }) => readyState === 'ended')).to.equal(true)
    await until(() => !isRecording(element))
    expect(element.items).to.deep.equal([])
  })

  it('lets go of a microphone that is allowed when the recorder is gone', async function () {
    if (!hasMicrophone) this.skip()
    noting()
    const element = await mountRecorder()
    press(element, /^\s*Record/)
    element.record = false
    await until(() => opened[0]?.getTracks().every(({ readyState }) => readyState === 'ended'))
    expect(isRecording(element)).to.equal(false)
  })

  it('keeps what was recorded when the microphone goes away', async function () {
    if (!hasMicrophone) this.skip()
    noting()
    const element = await mountRecorder()
    await record(element)
    opened[0]?.getAudioTracks()[0]?.dispatchEvent(new Event('ended'))
    await until(() => element.items[0]?.size)
    expect(isRecording(element)).to.equal(false)
  })

  it('says at once that a microphone went away while it was opened', async function () {
    if (!opensMicrophone) this.skip()
    microphoneIs(async () => {
      const stream = await mediaDevices.getUserMedia({ audio: true })
      for (const track of stream.getTracks()) track.stop()
      return stream
    })
    const element = await mountRecorder()
    press(element, /^\s*Record/)
    await until(() => /No microphone was found/.test(alertOf(element)))
    expect(isRecording(element)).to.equal(false)
  })

  it('keeps what was recorded where the encoder of the page fails, and tells the console why', async function () {
    if (!hasMicrophone) this.skip()
    const element = await mountRecorder()
    const broken = new Error('no codec')
    const told: unknown[] = []
    const { warn } = console
    console.warn = (...words: unknown[]) => told.push(...words)
    element.recorderEncoder = () => Promise.reject(broken)
    await record(element)
    await element.stopRecording().finally(() => {
      console.warn = warn
    })
    expect(element.items[0]?.name).to.match(/\.wav$/)
    expect(told).to.include(broken)
  })

  it('records by its methods, and by an encoder of the page', async function () {
    if (!hasMicrophone) this.skip()
    const element = await mount('<dt-media-upload></dt-media-upload>')
    element.uploader = heldUploader().uploader
    const told: number[] = []
    element.recorderEncoder = async (samples, sampleRate) => {
      told.push(samples.length, sampleRate)
      return new File(['#!AMR\n', samples], 'page.amr')
    }
    await element.startRecording()
    await until(() => isRecording(element))
    await until(() => waveOf(element))
    await element.stopRecording()
    expect(element.items[0]?.name).to.equal('page.amr')
    expect(told[0]).to.be.greaterThan(0)
    expect(told[1]).to.equal(16_000)
  })

  it('says in words why there is no sound, and can be tried again', async () => {
    const element = await mountRecorder()
    for (const [error, words] of [
      ['NotAllowedError', /not allowed/],
      ['NotFoundError', /No microphone/],
      ['NotReadableError', /Another program/],
      ['TypeError', /cannot record/],
    ] as const) {
      microphoneIs(() => Promise.reject(new DOMException('no', error)))
      press(element, /^\s*Record/)
      await until(() => words.test(parts(element, 'recorder')[0]?.querySelector('.error')?.textContent ?? ''))
      await until(() => words.test(alertOf(element)))
    }
    expect(isRecording(element)).to.equal(false)
    element.lang = 'zh'
    await until(() => buttons(element)[0]?.textContent?.includes('录音'))
    expect(parts(element, 'recorder')[0]?.querySelector('.error')?.textContent).to.contain('无法在这里录音')
  })

  it('gives up where nothing is ever heard', async function () {
    if (!opensMicrophone) this.skip()
    hearNothing()
    noting()
    const element = await mountRecorder()
    press(element, /^\s*Record/)
    await until(() => /Another program/.test(parts(element, 'recorder')[0]?.textContent ?? ''))
    expect(isRecording(element)).to.equal(false)
    expect(opened[0]?.getTracks().every(({ readyState }) => readyState === 'ended')).to.equal(true)
  })

  it('says so when the microphone goes away before anything is heard', async function () {
    if (!opensMicrophone) this.skip()
    hearNothing()
    noting()
    const element = await mountRecorder()
    press(element, /^\s*Record/)
    await until(() => isRecording(element))
    opened[0]?.getAudioTracks()[0]?.dispatchEvent(new Event('ended'))
    await until(() => !isRecording(element))
    await until(() => /cannot be used now/.test(alertOf(element)))
    expect(parts(element, 'recorder')[0]?.textContent).to.contain('cannot be used now')
    expect(element.items).to.deep.equal([])
  })

  for (const [what, Broken] of Object.entries({
    'allows no more audio contexts': class {
      constructor() {
        throw new DOMException('too many', 'NotSupportedError')
      }
    },
    'cannot listen to it': class extends PlatformContext {
      override createMediaStreamSource(): never {
        throw new DOMException('no sound', 'InvalidStateError')
      }
    },
  })) {
    it(`lets go of the microphone where the browser ${what}, says so, and can be tried again`, async function () {
      if (!opensMicrophone) this.skip()
      noting()
      window.AudioContext = Broken as typeof AudioContext
      const element = await mountRecorder()
      press(element, /^\s*Record/)
      await until(() => opened[0]?.getTracks().every(({ readyState }) => readyState === 'ended'))
      await until(() => /cannot record/.test(alertOf(element)))
      expect(parts(element, 'recorder')[0]?.textContent).to.contain('cannot record')
      window.AudioContext = PlatformContext
      press(element, /^\s*Record/)
      await until(() => isRecording(element))
    })
  }

  it('cannot be used while the element is disabled or full, and speaks its language', async () => {
    const element = await mountRecorder('disabled lang="zh"')
    expect(buttons(element)[0]?.disabled).to.equal(true)
    expect(buttons(element)[0]?.textContent).to.contain('录音')
    element.disabled = false
    element.lang = 'fr'
    await until(() => buttons(element)[0]?.textContent?.includes('Enregistrer'))
    expect(buttons(element)[0]?.disabled).to.equal(false)
  })
})
