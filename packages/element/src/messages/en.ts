/** English. */
import type { Messages } from './messages.ts'

export const en: Messages = {
  drop: { one: 'Drop a file here, or choose one', other: 'Drop files here, or choose them' },
  choose: { one: 'Choose a file', other: 'Choose files' },
  dropNow: 'Drop to upload',
  hint: '{formats}, up to {limit}',
  anything: 'Pictures, voice, videos and documents',
  offline: 'No connection. Uploads go on by themselves when it is back.',
  files: { one: '1 file', other: '{count} files' },

  checking: 'Checking…',
  waiting: 'Waiting',
  relaying: 'Sending to DingTalk…',
  retrying: 'Trying again…',
  paused: 'Paused',
  done: 'Uploaded',
  timeLeft: '{duration} left',

  cancel: 'Cancel {what}',
  remove: 'Remove {what}',
  retry: 'Retry {what}',
  dismiss: 'Dismiss',

  added: '{what} added',
  uploaded: '{what} uploaded',
  removed: '{what} removed',

  tooFew: 'Choose at least {what}.',
  unfinished: 'Wait until all files are uploaded.',
  someFailed: 'Retry or remove the file that could not be uploaded.',

  tooMany: 'No more than {what} can be added.',
  tooLarge: 'This file is too large.',
  overLimit: '{limit} is the limit; this file has {size}.',
  togetherOverLimit: '{limit} is the limit for all files together.',
  duplicate: 'This file is in the list already.',
  empty: 'This file is empty.',
  only: 'Only {formats} can be uploaded here.',
  notHere: 'This file cannot be uploaded here.',
  namedLike: 'This is {is} named like {named}.',
  unlike: 'The content of this file is not {named}.',
  changed: 'This file was changed or moved. Choose it again.',
  network: 'The server cannot be reached. Check the connection, then retry.',
  trouble: 'The server cannot take this file now. Retry in a moment.',
  refused: 'DingTalk did not take this file. Tell the people who run this site.',
  noGrant: 'Your permission to upload is missing or has ended. Reload the page.',
  aborted: 'Cancelled',

  image: 'a picture',
  audio: 'a recording',
  video: 'a video',
  document: 'a document',
  pdf: 'a PDF',
  archive: 'an archive',
  exe: 'a Windows program',
  html: 'a web page',
}
