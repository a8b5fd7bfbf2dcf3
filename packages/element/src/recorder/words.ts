/** What the recorder says in the languages that the element has inside; the others bring it along. */

import type { RecorderMessages } from '../messages/messages.ts'

export const words: { readonly en: RecorderMessages; readonly zhHans: RecorderMessages } = {
  en: {
    record: 'Record',
    recording: 'Recording, {duration} left',
    stop: 'Stop and add',
    discard: 'Discard the recording',
    micRefused:
      'The microphone is not allowed here. Allow it in the settings of the browser, then try again.',
    noMic: 'No microphone was found.',
    micBusy: 'The microphone cannot be used now. Another program may be using it.',
    noRecorder: 'This browser cannot record here.',
  },
  zhHans: {
    record: '录音',
    recording: '正在录音，剩余 {duration}',
    stop: '停止并添加',
    discard: '放弃录音',
    micRefused: '没有麦克风权限，请在浏览器设置中允许后再试。',
    noMic: '未找到麦克风。',
    micBusy: '麦克风暂时无法使用，可能正被其他程序占用。',
    noRecorder: '此浏览器无法在这里录音。',
  },
}
