/**
 * The documentation site: the pages of the repository as they are, with their links turned to the site's.
 */

import { existsSync, mkdirSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { defineConfig } from 'vitepress'
import { linkedSources, root, siteLink, siteOf, sourceText } from './page-links.ts'
import { SEARCH_ZH } from './search-zh.ts'
import { EN, ZH } from './sidebars.ts'

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
