/** Grants that other languages sign, by the code that docs/grants.md gives for each, as our `verifyGrant` takes them. */

import assert from 'node:assert/strict'
import { spawnSync } from 'node:child_process'
import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { after, test } from 'node:test'
import { verifyGrant } from '../../packages/backend/src/grants/index.ts'
import { allFences, distinct, whereIs } from './fences.ts'

const SECRET = 'a secret of more than thirty-two bytes'
/** A name that has to be escaped in JSON. */
const USER = 'ann "the \\ first" 安'
/** Where Debian puts Jackson. */
const JARS = ['databind', 'core', 'annotations'].map((part) => `/usr/share/java/jackson-${part}.jar`)

/** What a language needs to print a grant for `USER`: a program, files beside the block's own, and commands. */
interface Minter {
  readonly program: readonly [name: string, version: string]
  readonly missing?: () => string | false
  readonly file: string
  readonly files: Readonly<Record<string, string>>
  readonly commands: readonly (readonly string[])[]
}

const MINTERS: Readonly<Record<string, Minter>> = {
  python: {
    program: ['python3', '--version'],
    file: 'grants.py',
    files: {
      'main.py': 'import os, grants\nprint(grants.mint_grant(os.environ["WHO"], os.environ["SECRET"]))\n',
    },
    commands: [['python3', 'main.py']],
  },
  php: {
    program: ['php', '--version'],
    file: 'grants.php',
    files: {
      'main.php': "<?php\nrequire 'grants.php';\necho mint_grant(getenv('WHO'), getenv('SECRET'));\n",
    },
    commands: [['php', 'main.php']],
  },
  go: {
    program: ['go', 'version'],
    file: 'grants/grants.go',
    files: {
      'go.mod': 'module reader\n\ngo 1.19\n',
      'main.go': `package main

import (
	"fmt"
	"os"
	"reader/grants"
)

func main() {
	grant, err := grants.Mint(os.Getenv("WHO"), os.Getenv("SECRET"))
	if err != nil {
		panic(err)
	}
	fmt.Print(grant)
}
`,
    },
    commands: [['go', 'run', '.']],
  },
  java: {
    program: ['javac', '-version'],
    missing: () => !JARS.every((jar) => existsSync(jar)) && 'this machine has no Jackson',
    file: 'Grants.java',
    files: {
      'Main.java': `public final class Main {
  public static void main(String[] args) throws Exception {
    System.out.print(Grants.mint(System.getenv("WHO"), System.getenv("SECRET")));
  }
}
`,
    },
    commands: [
      ['javac', '-encoding', 'UTF-8', '-cp', ['.', ...JARS].join(':'), 'Main.java'],
      ['java', '-Dfile.encoding=UTF-8', '-cp', ['.', ...JARS].join(':'), 'Main'],
    ],
  },
}

const folder = mkdtempSync(join(tmpdir(), 'dt-media-minting-'))
after(() => rmSync(folder, { recursive: true }))

function whyNot({ program: [name, version], missing }: Minter): string | false {
  const { status } = spawnSync(name, [version])
  return status === 0 ? (missing?.() ?? false) : `this machine has no ${name}`
}

for (const fence of distinct(allFences())) {
  const minter = MINTERS[fence.language]
  if (!minter) continue
  test(`${whereIs(fence)} signs a grant in ${fence.language}`, { skip: whyNot(minter) }, async () => {
    const cwd = mkdtempSync(join(folder, 'minter-'))
    for (const [name, text] of Object.entries({ ...minter.files, [minter.file]: fence.code })) {
      mkdirSync(dirname(join(cwd, name)), { recursive: true })
      writeFileSync(join(cwd, name), text)
    }
    const grant = minter.commands.reduce((_, [program = '', ...args]) => run(cwd, program, args), '')
    const claims = await verifyGrant(grant.trim(), { secrets: [SECRET] })
    const { sub, types, maxBytes, maxUploads, origin } = claims
    assert.deepEqual(
      { sub, types, maxBytes, maxUploads, origin },
      { sub: USER, types: ['image'], maxBytes: 5_000_000, maxUploads: 5, origin: 'https://app.example.com' },
    )
  })
}

function run(cwd: string, program: string, args: readonly string[]): string {
  const env = {
    ...{ PATH: process.env.PATH, HOME: folder, LC_ALL: 'C.UTF-8', WHO: USER, SECRET },
    ...{ GOCACHE: join(folder, 'go'), GOFLAGS: '-mod=mod', GOTOOLCHAIN: 'local', GOPROXY: 'off' },
  }
  const { status, stdout, stderr } = spawnSync(program, args, { cwd, env, encoding: 'utf8' })
  assert.equal(status, 0, `${stdout}${stderr}`)
  return stdout
}
