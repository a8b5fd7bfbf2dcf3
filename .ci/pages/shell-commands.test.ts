import assert from 'node:assert/strict'
import { test } from 'node:test'
import { commandsOf } from './shell-commands.ts'

test('reads commands, and leaves out comments, quotes and redirections', () => {
  assert.deepEqual(commandsOf('curl -d \'{"a":1; 2}\' http://x/#y  # a comment; not a command\n'), [
    ['curl', '-d', '{"a":1; 2}', 'http://x/#y'],
  ])
  assert.deepEqual(commandsOf('mkdir -p a b && openssl rand 48 > a/secret | install -m 600 c'), [
    ['mkdir', '-p', 'a', 'b'],
    ['openssl', 'rand', '48'],
    ['install', '-m', '600', 'c'],
  ])
})

test('finds a command within another, quoted or not, and over two lines', () => {
  assert.deepEqual(commandsOf('A=$(dt-media grant --sub me)'), [['A='], ['dt-media', 'grant', '--sub', 'me']])
  assert.deepEqual(commandsOf('kubectl create \\\n  --from="$(openssl rand 48)"\n'), [
    ['kubectl', 'create', '--from='],
    ['openssl', 'rand', '48'],
  ])
})
