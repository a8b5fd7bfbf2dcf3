/**
 * What stands beside the pages, in the order in which readers want it.
 */

/** In English. */
export const EN = [
  {
    text: 'Start',
    items: [
      { text: 'In a page', link: '/start/page' },
      { text: 'A relay in production', link: '/start/relay' },
      { text: 'Inside DingTalk', link: '/dingtalk-client' },
      { text: 'Examples', link: '/examples' },
      { text: 'Contributing', link: '/contributing' },
    ],
  },
  {
    text: 'The element',
    items: [
      { text: 'Reference', link: '/element' },
      { text: 'Theming', link: '/theming' },
      { text: 'Drawn on a server', link: '/server-rendering' },
      { text: 'From a media_id to a message', link: '/dingtalk-messages' },
    ],
  },
  {
    text: 'The relay',
    items: [
      { text: 'Overview', link: '/backend' },
      { text: 'Settings', link: '/settings' },
      { text: 'Command line', link: '/cli' },
      { text: 'HTTP API', link: '/api' },
      { text: 'Upload grants', link: '/grants' },
      { text: 'Runtimes', link: '/runtimes' },
      { text: 'The local DingTalk', link: '/emulator' },
    ],
  },
  {
    text: 'Running it',
    items: [
      { text: 'Deployment', link: '/deployment' },
      { text: 'Operations', link: '/operations' },
      { text: 'Runbook', link: '/runbook' },
      { text: 'DingTalk’s errcodes', link: '/errcodes' },
      { text: 'Third-party apps', link: '/third-party-apps' },
      { text: 'Security', link: '/security' },
    ],
  },
  {
    text: 'Behind it',
    items: [
      { text: 'Compared', link: '/comparison' },
      { text: 'Benchmarks', link: '/benchmarks' },
      { text: 'The element’s benchmark', link: '/benchmarks-element' },
      { text: 'Load', link: '/load' },
      { text: 'What the element is held to', link: '/conformance' },
      { text: 'Fuzzing', link: '/fuzzing' },
      { text: 'Architecture', link: '/architecture' },
      { text: 'Conventions', link: '/conventions' },
      { text: 'Decisions', link: '/decisions/' },
    ],
  },
]

/** In Chinese; what there is in English alone comes last. */
export const ZH = [
  {
    text: '快速开始',
    items: [
      { text: '在页面中上传', link: '/zh/start/page' },
      { text: '部署中继', link: '/zh/start/relay' },
      { text: '在钉钉客户端内', link: '/zh/dingtalk-client' },
      { text: '示例', link: '/zh/examples' },
      { text: '参与贡献', link: '/zh/contributing' },
    ],
  },
  {
    text: '组件',
    items: [
      { text: '参考', link: '/zh/element' },
      { text: '主题', link: '/zh/theming' },
      { text: '服务端渲染', link: '/zh/server-rendering' },
      { text: '从 media_id 到消息', link: '/zh/dingtalk-messages' },
    ],
  },
  {
    text: '中继',
    items: [
      { text: '概述', link: '/zh/relay' },
      { text: '设置', link: '/zh/settings' },
      { text: '命令行', link: '/zh/cli' },
      { text: 'HTTP API', link: '/zh/api' },
      { text: '上传凭证', link: '/zh/grants' },
      { text: '运行环境', link: '/zh/runtimes' },
      { text: '本地钉钉', link: '/zh/emulator' },
    ],
  },
  {
    text: '运行与维护',
    items: [
      { text: '部署', link: '/zh/deployment' },
      { text: '运维', link: '/zh/operations' },
      { text: '错误处理手册', link: '/zh/runbook' },
      { text: '钉钉错误码', link: '/zh/errcodes' },
      { text: '第三方企业应用', link: '/zh/third-party-apps' },
      { text: '安全', link: '/zh/security' },
    ],
  },
  {
    text: '设计与对比',
    items: [
      { text: '对比', link: '/zh/comparison' },
      { text: '压力测试', link: '/zh/load' },
      { text: '架构', link: '/zh/architecture' },
      { text: '约定', link: '/zh/conventions' },
    ],
  },
  {
    text: '英文文档',
    items: [
      { text: '性能测试', link: '/benchmarks' },
      { text: '组件的性能测试', link: '/benchmarks-element' },
      { text: '对组件的要求', link: '/conformance' },
      { text: '模糊测试', link: '/fuzzing' },
      { text: '设计决定', link: '/decisions/' },
    ],
  },
]
