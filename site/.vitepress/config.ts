/**
 * The documentation site: the pages of the repository as they are, with their links turned to the site's.
 */

import { existsSync, mkdirSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { defineConfig } from 'vitepress'
import { linkedSources, root, siteLink, siteOf, sourceText } from './page-links.ts'
import { SEARCH_ZH } from './search-zh.ts'

const EN = [
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

const ZH = [
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

/** Only what is there: pages come and go with what they tell of. */
function present<Group extends { readonly items: readonly { readonly link: string }[] }>(
  groups: readonly Group[],
) {
  const elsewhere = ['/element', '/backend', '/examples', '/contributing', '/decisions/']
  const isThere = ({ link }: { link: string }) =>
    elsewhere.includes(link) || existsSync(join(root, 'docs', `${link}.md`))
  return groups.map((group) => ({ ...group, items: group.items.filter(isThere) }))
}

/** Words to be found by; Chinese has no spaces between them. VitePress sends its text to the browser, so it uses nothing from here. */
function tokenize(text: string): string[] {
  return text.split(/[\n\r\p{Z}\p{P}]+/u).flatMap((word) => {
    if (!/\p{Script=Han}/u.test(word)) return word
    if (!Intl.Segmenter) return [...word]
    return Array.from(
      new Intl.Segmenter('zh', { granularity: 'word' }).segment(word),
      ({ segment }) => segment,
    )
  })
}

const modules = join(root, 'site/node_modules')

export default defineConfig({
  title: 'dt-media',
  description: 'From a file in a web page to a DingTalk media_id.',
  srcDir: '..',
  srcExclude: [
    '**/node_modules/**',
    'README*.md',
    'fixtures/**',
    '.changeset/**',
    '.github/**',
    'packages/*/CHANGELOG.md',
    'site/**',
  ],
  rewrites: (id) => siteOf(id),
  cleanUrls: true,
  lastUpdated: false,
  sitemap: undefined,
  head: [['link', { rel: 'icon', href: '/icon.svg', type: 'image/svg+xml' }]],
  locales: {
    root: { label: 'English', lang: 'en', themeConfig: { sidebar: present(EN) } },
    zh: {
      label: '简体中文',
      lang: 'zh-CN',
      themeConfig: {
        nav: [
          { text: '快速开始', link: '/zh/start/page' },
          { text: '组件', link: '/zh/element' },
          { text: '中继', link: '/zh/relay' },
          { text: '错误处理手册', link: '/zh/runbook' },
        ],
        sidebar: present(ZH),
        outline: { level: 'deep', label: '本页内容' },
        docFooter: { prev: '上一页', next: '下一页' },
        darkModeSwitchLabel: '外观',
        sidebarMenuLabel: '目录',
        returnToTopLabel: '回到顶部',
        langMenuLabel: '语言',
        lightModeSwitchTitle: '切换到浅色',
        darkModeSwitchTitle: '切换到深色',
        skipToContentLabel: '跳到正文',
        notFound: {
          title: '没有这个页面',
          quote: '它可能换了地址。',
          linkLabel: '回到首页',
          linkText: '回到首页',
        },
      },
    },
  },
  themeConfig: {
    logo: '/icon.svg',
    nav: [
      { text: 'Start', link: '/start/page' },
      { text: 'Element', link: '/element' },
      { text: 'Relay', link: '/backend' },
      { text: 'Runbook', link: '/runbook' },
    ],
    search: {
      provider: 'local',
      options: { locales: { zh: { translations: SEARCH_ZH } }, miniSearch: { options: { tokenize } } },
    },
    outline: 'deep',
  },
  markdown: {
    config(md) {
      md.core.ruler.push('site-links', ({ tokens, env }) => {
        for (const token of tokens.flatMap((each) => [each, ...(each.children ?? [])])) {
          const href = token.type === 'link_open' ? token.attrGet('href') : null
          if (href) token.attrSet('href', siteLink(href, env.realPath ?? env.path))
        }
      })
    },
  },
  vue: { template: { compilerOptions: { isCustomElement: (tag) => tag.startsWith('dt-') } } },
  vite: {
    publicDir: join(import.meta.dirname, 'public'),
    resolve: {
      conditions: ['@dt-media/source', 'module', 'browser', 'development|production'],
      alias: [
        { find: '@dt-media/element', replacement: join(root, 'packages/element/src/index.ts') },
        // Pages stand outside of this folder, and become components that want Vue.
        { find: /^vue$/, replacement: join(modules, 'vue/dist/vue.runtime.esm-bundler.js') },
        { find: 'vue/server-renderer', replacement: join(modules, 'vue/server-renderer/index.mjs') },
      ],
    },
    server: { fs: { allow: [root] } },
    build: { target: 'es2022' },
  },
  ignoreDeadLinks: [/^\/source\//],
  buildEnd({ outDir }) {
    for (const source of linkedSources) {
      const copy = join(outDir, 'source', `${source}.txt`)
      mkdirSync(dirname(copy), { recursive: true })
      writeFileSync(copy, sourceText(source))
    }
  },
})
