import type { Options } from './command-context.ts';
import type { Declaration } from './declaration.ts';
import { commonOptions } from './read-call.ts';
import type { Terminal } from './terminal.ts';

/** What may follow after some words, e.g. after `user`: `list`, `show`, … */
type Step = { after: string; words: readonly string[] };

/** Returns the handler of completion bash|zsh|fish: a script made from the commands as they are declared. */
export function printCompletion(commands: readonly Declaration[]) {
  return async ({
    terminal,
    args,
  }: {
    terminal: Terminal;
    args: readonly string[];
    options: Options;
  }): Promise<number> => {
    const steps = stepsOf(commands);
    const call = terminal.script ? `node '${terminal.script.replaceAll("'", `'\\''`)}'` : 'npm run --silent admin --';
    const write = { bash: bashScript, zsh: zshScript, fish: fishScript }[args[0] as 'bash' | 'zsh' | 'fish'];
    terminal.out.write(write(steps, call));
    return 0;
  };
}

function stepsOf(commands: readonly Declaration[]): Step[] {
  const firsts = [...new Set(commands.map(({ name }) => name.split(' ')[0] ?? ''))];
  const groups = firsts.filter((first) => commands.some(({ name }) => name.startsWith(`${first} `)));
  return [
    { after: '', words: [...firsts, '--help', '--version'] },
    ...groups.map((after) => ({
      after,
      words: commands.flatMap(({ name }) => (name.startsWith(`${after} `) ? [name.slice(after.length + 1)] : [])),
    })),
    ...commands.map(({ name, args = [], options = [] }) => ({
      after: name,
      words: [
        ...args.flatMap(({ values = [] }) => values),
        ...[...options, ...commonOptions].map(({ flags }) => flags.split(' ')[0] ?? ''),
        '--help',
      ],
    })),
    ...commands.flatMap(({ name, options = [] }) =>
      options.flatMap(({ flags, values }) =>
        values ? [{ after: `${name} ${flags.split(' ')[0]}`, words: values }] : [],
      ),
    ),
  ];
}

/** One case for each place: the words of the command, then an option whose values are known, if that came last. */
function shellCases(steps: readonly Step[], reply: (words: string) => string): string {
  return steps.map(({ after, words }) => `    '${after}') ${reply(words.join(' '))} ;;`).join('\n');
}

function bashScript(steps: readonly Step[], call: string): string {
  return `accounts-admin() { ${call} "$@"; }
_accounts_admin() {
  local word="\${COMP_WORDS[COMP_CWORD]}" last="\${COMP_WORDS[COMP_CWORD-1]}" place='' one words
  for one in "\${COMP_WORDS[@]:1:COMP_CWORD-1}"; do
    case "$place $one" in ${placesOf(steps)}) place="\${place:+$place }$one" ;; esac
  done
  case "$last" in --*) _accounts_admin_words "$place $last" || _accounts_admin_words "$place" ;; *) _accounts_admin_words "$place" ;; esac
  COMPREPLY=($(compgen -W "$words" -- "$word"))
  [ \${#COMPREPLY[@]} -gt 0 ] || COMPREPLY=($(compgen -f -- "$word"))
}
_accounts_admin_words() {
  case "$1" in
${shellCases(steps, (words) => `words='${words}'`)}
    *) words=''; return 1 ;;
  esac
}
complete -o filenames -F _accounts_admin accounts-admin
`;
}

function zshScript(steps: readonly Step[], call: string): string {
  return `accounts-admin() { ${call} "$@" }
_accounts_admin() {
  local place='' one last="\${words[CURRENT-1]}"
  for one in "\${(@)words[2,CURRENT-1]}"; do
    case "$place $one" in (${placesOf(steps)}) place="\${place:+$place }$one" ;; esac
  done
  if [[ "$last" == --* ]] && _accounts_admin_words "$place $last"; then return; fi
  _accounts_admin_words "$place" || _files
}
_accounts_admin_words() {
  case "$1" in
${shellCases(steps, (words) => `compadd -- ${words}`)}
    *) return 1 ;;
  esac
}
compdef _accounts_admin accounts-admin
`;
}

function fishScript(steps: readonly Step[], call: string): string {
  const lines = steps
    .filter(({ after }) => !after.includes(' --'))
    .map(({ after, words }) => {
      const [first, second] = after.split(' ');
      const isAt = [
        ...(first ? [`__fish_seen_subcommand_from ${first}`] : ['__fish_use_subcommand']),
        ...(second ? [`__fish_seen_subcommand_from ${second}`] : []),
      ].join('; and ');
      return `complete -c accounts-admin -n '${isAt}' -a '${words.join(' ')}'`;
    });
  return `function accounts-admin; ${call} $argv; end
${lines.join('\n')}
`;
}

/** The words that lead to a place, as a pattern: `' user'|'user list'`. */
function placesOf(steps: readonly Step[]): string {
  return steps
    .filter(({ after }) => after && !after.includes(' --'))
    .map(({ after }) => (after.includes(' ') ? `'${after}'` : `' ${after}'`))
    .join('|');
}
