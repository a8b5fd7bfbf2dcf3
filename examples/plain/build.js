/** Puts the page and the element's files side by side, with the hash that the browser holds the element to. */

import { createHash } from 'node:crypto'
import { cpSync, readFileSync, writeFileSync } from 'node:fs'

cpSync('node_modules/@dt-media/element/cdn', 'dist/cdn', { recursive: true })
const hash = createHash('sha384').update(readFileSync('dist/cdn/dt-media-upload.js')).digest('base64')
writeFileSync('dist/index.html', readFileSync('index.html', 'utf8').replace('INTEGRITY', `sha384-${hash}`))
