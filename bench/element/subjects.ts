/**
 * What is measured: our element and, where they are installed, the others. Each has a page module that
 * mounts one, gives it files, counts them and takes it away; uploads wait, previews are as each has them by default.
 */

import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'

export interface Subject {
  readonly name: string
  /** The module that mounts it. */
  readonly page: string
  readonly version: string
}

const RIVALS: Readonly<Record<string, readonly [title: string, manifest: string]>> = {
  uppy: ['Uppy Dashboard', '@uppy/dashboard'],
  vaadin: ['Vaadin upload', '@vaadin/upload'],
  dropzone: ['Dropzone', 'dropzone'],
  filepond: ['FilePond', 'filepond'],
  uploadcare: ['Uploadcare, inline', '@uploadcare/file-uploader'],
}

export const RIVALS_FOLDER = fileURLToPath(new URL('rivals', import.meta.url))

export function ownSubject(): Subject {
  const manifest = new URL('../../packages/element/package.json', import.meta.url)
  return {
    name: 'dt-media-upload',
    page: fileURLToPath(new URL('own-page.js', import.meta.url)),
    version: versionIn(fileURLToPath(manifest)),
  }
}

/** Throws where they are not installed. */
export function rivalSubjects(): Subject[] {
  return Object.entries(RIVALS).map(([file, [name, manifest]]) => ({
    name,
    page: `${RIVALS_FOLDER}/pages/${file}.js`,
    version: versionIn(`${RIVALS_FOLDER}/node_modules/${manifest}/package.json`),
  }))
}

function versionIn(manifest: string): string {
  return JSON.parse(readFileSync(manifest, 'utf8')).version
}
