/** Simplified Chinese. */
import type { Messages } from './messages.ts'

export const zhHans: Messages = {
  drop: '把文件拖到这里，或点击选择',
  choose: '请选择文件',
  dropNow: '松开即可上传',
  hint: '{formats}，不超过 {limit}',
  anything: '图片、语音、视频和文档',
  offline: '网络已断开，恢复后会自动继续上传。',
  files: '{count} 个文件',

  checking: '正在检查…',
  waiting: '等待中',
  relaying: '正在发送到钉钉…',
  retrying: '正在重试…',
  paused: '已暂停',
  done: '已上传',
  timeLeft: '剩余 {duration}',

  cancel: '取消 {what}',
  remove: '移除 {what}',
  retry: '重试 {what}',
  dismiss: '知道了',

  added: '已添加 {what}',
  uploaded: '已上传 {what}',
  removed: '已移除 {what}',

  tooFew: '请至少选择 {what}。',
  unfinished: '请等待所有文件上传完成。',
  someFailed: '有文件上传失败，请重试或移除。',

  tooMany: '最多可添加 {what}。',
  tooLarge: '此文件太大。',
  overLimit: '文件不能超过 {limit}，此文件为 {size}。',
  togetherOverLimit: '所有文件合计不能超过 {limit}。',
  duplicate: '此文件已在列表中。',
  empty: '此文件是空的。',
  only: '这里只能上传{formats}。',
  notHere: '此文件不能在这里上传。',
  namedLike: '这其实是{is}，文件名却像{named}。',
  unlike: '此文件的内容不是{named}。',
  changed: '此文件已被修改或移动，请重新选择。',
  network: '无法连接服务器，请检查网络后重试。',
  trouble: '服务器暂时无法接收此文件，请稍后重试。',
  refused: '钉钉未接受此文件，请联系网站管理员。',
  noGrant: '没有上传授权或授权已过期，请刷新页面。',
  aborted: '已取消',

  image: '图片',
  audio: '录音',
  video: '视频',
  document: '文档',
  pdf: ' PDF ',
  archive: '压缩包',
  exe: ' Windows 程序',
  html: '网页',
}
