import assert from 'node:assert/strict'
import { execFileSync, spawnSync } from 'node:child_process'
import { test } from 'node:test'
import { COMMAND_NAMES, flagsOf, SHELLS } from './commands.ts'
import { completion } from './completion.ts'
import { runCli } from './testing/run-cli.ts'

/** What bash offers for the last of these words. */
function offered(...words: string[]): string[] {
  const script = `${completion(['bash'])}
COMP_WORDS=(${words.map((word) => `'${word}'`).join(' ')}); COMP_CWORD=${words.length - 1}; _dt_media
printf '%s\\n' "\${COMPREPLY[@]}"`
  return execFileSync('bash', ['-c', script], { encoding: 'utf8' }).trim().split('\n')
}

test('bash completes commands, their flags and the values of some', () => {
  assert.deepEqual(offered('dt-media', ''), [...COMMAND_NAMES, '--help', '--version'])
  assert.deepEqual(offered('dt-media', 'gr'), ['grant'])
  assert.deepEqual(offered('node_modules/.bin/dt-media', 'gr'), ['grant'])
  assert.deepEqual(offered('dt-media', 'grant', '--sub', 'dt-media', '--t'), ['--type'])
  assert.deepEqual(offered('dt-media', 'serve', '--'), [...flagsOf('serve')])
  assert.deepEqual(offered('dt-media', 'grant', '--max'), ['--max-bytes', '--max-uploads'])
  assert.deepEqual(offered('dt-media', 'grant', '--type', 'vi'), ['video'])
  assert.deepEqual(offered('dt-media', 'completion', 'z'), ['zsh'])
})

for (const shell of SHELLS) {
  test(`${shell} gets a script that knows every command and every flag`, async () => {
    const { code, stdout } = await runCli(['completion', shell])
    assert.equal(code, 0)
    for (const command of COMMAND_NAMES) {
      assert.ok(stdout.includes(command), command)
      for (const flag of flagsOf(command)) assert.ok(stdout.includes(flag.slice(2)), flag)
    }
  })

  const isHere = spawnSync(shell, ['-c', 'exit']).status === 0
  test(`${shell} can read its script`, { skip: isHere ? false : `${shell} is not installed` }, () => {
    execFileSync(shell, ['-n'], { input: completion([shell]) })
  })
}

test('another shell is told which there are', async () => {
  const { code, stderr } = await runCli(['completion', 'bsh'])
  assert.equal(code, 1)
  assert.match(stderr, /no completion for 'bsh'\. Did you mean bash\?/)
})
