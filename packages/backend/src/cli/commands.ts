/**
 * The commands and their flags in one table: what is parsed, completed in a shell, and told by `--help`.
 */

import type { ParseArgsConfig } from 'node:util'

export interface CommandSpec {
  /** What it does, after "dt-media …:". */
  readonly summary: string
  readonly options: NonNullable<ParseArgsConfig['options']>
  /** What may stand behind the command, where that is a choice. */
  readonly words?: readonly string[]
}

const LISTENING = { host: { type: 'string' }, port: { type: 'string' } } as const
const SETTINGS_FILE = { 'env-file': { type: 'string' } } as const

export const SHELLS = ['bash', 'zsh', 'fish'] as const

export const COMMANDS = {
  serve: { summary: 'run the relay', options: { ...LISTENING, ...SETTINGS_FILE } },
  doctor: { summary: 'check the settings against DingTalk, step by step', options: SETTINGS_FILE },
  emulate: {
    summary: 'run a local DingTalk to develop against',
    options: {
      ...LISTENING,
      'third-party': { type: 'boolean' },
      callback: { type: 'string' },
      corp: { type: 'string', multiple: true },
      qps: { type: 'string' },
      quota: { type: 'string' },
    },
  },
  grant: {
    summary: 'sign an upload grant',
    options: {
      sub: { type: 'string' },
      type: { type: 'string', multiple: true },
      'max-bytes': { type: 'string' },
      'max-uploads': { type: 'string' },
      origin: { type: 'string' },
      expires: { type: 'string' },
      ...SETTINGS_FILE,
    },
  },
  completion: { summary: 'print what completes commands in your shell', options: {}, words: SHELLS },
} as const satisfies Record<string, CommandSpec>

export type Command = keyof typeof COMMANDS

/** Their names, in the order of the help. */
export const COMMAND_NAMES = Object.keys(COMMANDS) as readonly Command[]

export function isCommand(text: unknown): text is Command {
  return (COMMAND_NAMES as readonly unknown[]).includes(text)
}

/** A command's flags as they are typed. */
export function flagsOf(command: Command): readonly string[] {
  return [...Object.keys(COMMANDS[command].options), 'help'].map((name) => `--${name}`)
}
