/**
 * A local DingTalk to develop and test against: access tokens, media uploads, downloads and work notices
 * over real HTTP, with switches for everything that can go wrong. Runs on Node.
 * @module
 */

export type { EmulatorUser } from './auth-codes.ts'
export type { EmulatorCall } from './calls.ts'
export type { EmulatorControl, EmulatorState } from './emulator-control.ts'
export type { EmulatorEvent } from './emulator-core.ts'
export type { EmulatorOptions } from './emulator-options.ts'
export type { ErrorShape } from './errcode-answer.ts'
export type { EmulatorFault } from './fault.ts'
export type { EmulatorMedia } from './media-shelf.ts'
export type { PushEvent } from './push-message.ts'
export type { EmulatorPush, PushRequest } from './pushes.ts'
export { type RunningEmulator, startEmulator } from './start-emulator.ts'
export type { EmulatorUpload, RunningUpload, UploadCounters, UploadFraming } from './upload-log.ts'
export type { EmulatorNotice, NoticeMedia } from './work-notices.ts'
