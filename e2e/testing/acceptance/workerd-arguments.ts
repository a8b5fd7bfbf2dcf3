/**
 * Makes of a Worker what wrangler makes of it: one file, and workerd's own configuration, with all that the documented
 * `wrangler.json` says.
 */

import { mkdir, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { build } from 'vite'
import { documentedBlock } from './documented-start.ts'

interface Wrangler {
  readonly compatibility_date: string
  readonly compatibility_flags: readonly string[]
  readonly durable_objects: { readonly bindings: readonly { name: string; class_name: string }[] }
  readonly migrations: readonly { readonly new_sqlite_classes: readonly string[] }[]
}

/** Bundles the Worker at this path and says how to start it. */
export async function workerdArguments(
  path: string,
  port: number,
  variables: object,
): Promise<readonly string[]> {
  const folder = dirname(path)
  await build({
    configFile: false,
    logLevel: 'warn',
    root: folder,
    resolve: { conditions: ['@dt-media/source', 'workerd', 'worker', 'module', 'production'] },
    build: {
      target: 'esnext',
      minify: false,
      outDir: join(folder, 'dist'),
      lib: { entry: path, formats: ['es'], fileName: () => 'worker.mjs' },
      rollupOptions: { external: /^(node|cloudflare):/ },
    },
  })
  const wrangler = JSON.parse(documentedBlock('Cloudflare Workers', 'json')) as Wrangler
  const file = join(folder, 'workerd.capnp')
  await mkdir(join(folder, 'objects'))
  await writeFile(file, configuration(wrangler, port, variables))
  return ['serve', '--experimental', file]
}

function configuration(wrangler: Wrangler, port: number, variables: object): string {
  const { bindings } = wrangler.durable_objects
  const classes = wrangler.migrations.flatMap(({ new_sqlite_classes }) => new_sqlite_classes)
  return `
using Workerd = import "/workerd/workerd.capnp";
const config :Workerd.Config = (
  services = [
    (name = "main", worker = .worker),
    (name = "internet", network = (allow = ["public", "private"])),
    (name = "objects", disk = (path = "objects", writable = true)),
  ],
  sockets = [(name = "http", address = "127.0.0.1:${port}", http = (), service = "main")],
);
const worker :Workerd.Worker = (
  modules = [(name = "worker.mjs", esModule = embed "dist/worker.mjs")],
  compatibilityDate = "${wrangler.compatibility_date}",
  compatibilityFlags = ${JSON.stringify(wrangler.compatibility_flags)},
  bindings = [
    ${Object.entries(variables)
      .map(([name, text]) => `(name = "${name}", text = ${JSON.stringify(text)}),`)
      .join('\n    ')}
    ${bindings.map(({ name, class_name }) => `(name = "${name}", durableObjectNamespace = "${class_name}"),`).join('\n    ')}
  ],
  durableObjectNamespaces = [
    ${classes.map((name) => `(className = "${name}", uniqueKey = "${name}", enableSql = true),`).join('\n    ')}
  ],
  durableObjectStorage = (localDisk = "objects"),
);
`
}
