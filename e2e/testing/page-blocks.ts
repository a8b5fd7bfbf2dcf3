/** Blocks of pages made into pages of their own, and bundled as a reader would. */

import { join } from 'node:path'
import { build } from 'vite'
import type { Fence } from '../../.ci/pages/fences.ts'
import { fileOf, type ReadersProject } from '../../.ci/pages/readers-project.ts'

/** What a page's script is given: see `.ci/pages/readers-own.d.ts`. Whatever has a `media_id` is told to `saved`. */
const GIVEN = `
const saved = []
const picture = document.createElement('canvas')
const blob = await new Promise((resolve) => picture.toBlob(resolve))
const file = new File([blob], 'cat.png', { type: 'image/png' })
const input = Object.assign(document.createElement('input'), { type: 'file' })
const files = new DataTransfer()
files.items.add(file)
input.files = files.files
document.addEventListener('media-uploaded', ({ detail }) => saved.push(detail.media_id))
Object.assign(window, {
  saved, file, input,
  save: (mediaId) => saved.push(mediaId),
  render() {},
  toAmr: async () => '#!AMR',
  uploader: document.querySelector('#given'),
  upload: document.querySelector('#given'),
})
`

/** Makes a page of each block, named as {@link fileOf} names it; resolves to the folder to serve. */
export async function buildPages(
  project: ReadersProject,
  fences: readonly Fence[],
  relayUrl: (fence: Fence) => string,
): Promise<string> {
  project.write('given.js', GIVEN)
  // What the package has as one file; the bundler makes it anew.
  project.write('cdn/dt-media-upload.js', "import '@dt-media/element'")
  const inputs = fences.map((fence) => {
    const code = fence.code
      .replaceAll(/http:\/\/127\.0\.0\.1:8787\/|https:\/\/relay\.example\.com\//g, relayUrl(fence))
      .replaceAll('endpoint="/"', `endpoint="${relayUrl(fence)}"`)
    const name = fileOf(fence)
    if (fence.language !== 'html') project.write(`scripts/${name}`, mounted(fence, code))
    return project.write(
      `${name}.html`,
      fence.language === 'html' ? pageOf(code) : pageAround(fence, relayUrl),
    )
  })
  const outDir = join(project.folder, 'built')
  await build({
    configFile: false,
    root: project.folder,
    logLevel: 'error',
    resolve: { conditions: ['@dt-media/source', 'module', 'browser', 'production'] },
    build: { outDir, target: 'es2022', rolldownOptions: { input: inputs } },
  })
  return outDir
}

/** A page that is markup has its element from its own script, or else from ours. */
function pageOf(code: string): string {
  const element = code.includes('<script')
    ? ''
    : '<script type="module">import \'@dt-media/element\'</script>'
  return `<!doctype html><meta charset="utf-8"><body><script type="module" src="/given.js"></script>${code}${element}`
}

/** The engine alone has no element beside it, which would upload in its place. */
function pageAround(fence: Fence, relayUrl: (fence: Fence) => string): string {
  const element = `<dt-media-upload id="given" endpoint="${relayUrl(fence)}"></dt-media-upload>`
  return `<!doctype html><meta charset="utf-8"><body>
<div id="root">${isEngine(fence) ? '' : element}</div>
<script type="module" src="/given.js"></script>
<script type="module" src="/scripts/${fileOf(fence)}"></script>`
}

/** What stands in JSX for a page's component is put into the page; a script without the element gets it. */
function mounted(fence: Fence, code: string): string {
  if (fence.language === 'jsx') {
    const shown = code.replace(
      /^<[\s\S]*\/>\s*$/m,
      (jsx) => `createRoot(document.querySelector('#root')).render(${jsx})`,
    )
    return `import { createRoot } from 'react-dom/client'\n${shown}`
  }
  return isEngine(fence) || /'@dt-media\/element(\/hydrate.js)?'/.test(code)
    ? code
    : `import '@dt-media/element'\n${code}`
}

function isEngine({ code }: Fence): boolean {
  return code.includes('@dt-media/element/queue')
}
