/**
 * `dt-media completion`: prints a script that completes commands and flags in a shell.
 */

import { MEDIA_TYPES } from '../contract/index.ts'
import { nearest } from '../nearest.ts'
import { COMMAND_NAMES, COMMANDS, type CommandSpec, flagsOf, SHELLS } from './commands.ts'

const ROOT_FLAGS = ['--help', '--version']

/** The script for a shell. Throws a `TypeError` that names the shells there are. */
export function completion([shell = '']: readonly string[]): string {
  switch (shell) {
    case 'bash':
      return bash()
    case 'zsh':
      return zsh()
    case 'fish':
      return fish()
    default: {
      const meant = nearest(shell, SHELLS)
      const hint = meant ? `Did you mean ${meant}?` : `Name your shell: ${SHELLS.join(', ')}.`
      throw new TypeError(`There is no completion for '${shell}'. ${hint}`)
    }
  }
}

/** What may follow each command. */
function wordsAfter(command: (typeof COMMAND_NAMES)[number]): string {
  const { words = [] }: CommandSpec = COMMANDS[command]
  return [...words, ...flagsOf(command)].join(' ')
}

function bash(): string {
  const cases = COMMAND_NAMES.map((command) => `        ${command}) words='${wordsAfter(command)}' ;;`)
  return `# Completes dt-media in bash: put this line into ~/.bashrc
#   eval "$(dt-media completion bash)"
_dt_media() {
  local word=\${COMP_WORDS[COMP_CWORD]} words=
  if ((COMP_CWORD == 1)); then
    COMPREPLY=($(compgen -W '${[...COMMAND_NAMES, ...ROOT_FLAGS].join(' ')}' -- "$word"))
    return
  fi
  case \${COMP_WORDS[COMP_CWORD - 1]} in
    --env-file) COMPREPLY=($(compgen -f -- "$word")); return ;;
    --type) words='${MEDIA_TYPES.join(' ')}' ;;
    *)
      case \${COMP_WORDS[1]} in
${cases.join('\n')}
      esac ;;
  esac
  COMPREPLY=($(compgen -W "$words" -- "$word"))
}
complete -F _dt_media dt-media`
}

function zsh(): string {
  const commands = COMMAND_NAMES.map((command) => `'${command}:${COMMANDS[command].summary}'`)
  const cases = COMMAND_NAMES.map((command) => `    ${command}) compadd -- ${wordsAfter(command)} ;;`)
  return `#compdef dt-media
# Completes dt-media in zsh: put this line into ~/.zshrc, after compinit
#   eval "$(dt-media completion zsh)"
_dt_media() {
  local -a commands=(${commands.join(' ')})
  if (( CURRENT == 2 )); then
    _describe command commands
    compadd -- ${ROOT_FLAGS.join(' ')}
    return
  fi
  case $words[CURRENT-1] in
    --env-file) _files; return ;;
    --type) compadd -- ${MEDIA_TYPES.join(' ')}; return ;;
  esac
  case $words[2] in
${cases.join('\n')}
  esac
}
compdef _dt_media dt-media`
}

function fish(): string {
  const begin = 'complete -c dt-media'
  const lines = COMMAND_NAMES.flatMap((command) => {
    const within = `${begin} -n '__fish_seen_subcommand_from ${command}'`
    const {
      options,
      summary,
      words = [],
    }: { options: object; summary: string; words?: readonly string[] } = COMMANDS[command]
    return [
      `${begin} -n __fish_use_subcommand -a ${command} -d '${summary}'`,
      ...words.map((word) => `${within} -a ${word}`),
      ...Object.keys(options).map((name) => `${within} -l ${name}${fishValue(name)}`),
    ]
  })
  return `# Completes dt-media in fish: run once
#   dt-media completion fish > ~/.config/fish/completions/dt-media.fish
${begin} -f
${begin} -s h -l help
${begin} -n __fish_use_subcommand -s v -l version
${lines.join('\n')}`
}

function fishValue(name: string): string {
  if (name === 'env-file') return ' -r -F'
  if (name === 'type') return ` -x -a '${MEDIA_TYPES.join(' ')}'`
  return name === 'third-party' ? '' : ' -x'
}
