import { Command, CommanderError, Option } from 'commander';
import { command as words } from '../words/en/command.ts';
import { commandHelp } from '../words/en/command-help.ts';
import type { Options } from './command-context.ts';
import type { Declaration, OptionDeclaration } from './declaration.ts';
import { helpOfAll, helpOfCommand, helpOfGroup } from './help.ts';
import { UsageError } from './usage-error.ts';

/** What was called; or the help that was asked for, with its exit code. */
export type Call = { declaration: Declaration; args: string[]; options: Options } | { help: string; code: 0 | 2 };

/** Reads the words of a call. Throws a UsageError for what no command declares. */
export function readCall(commands: readonly Declaration[], typed: readonly string[]): Call {
  let call: Call | undefined;
  const program = new Command('admin').helpCommand(false);
  for (const { flags, about } of commonOptions) program.option(flags, about);
  const groups = new Map<string, Command>();
  // Throws in commander's stead: its own sentences and exit codes are not ours.
  const quiet = (one: Command, help: string, own?: Declaration) => {
    one.helpOption('--help', commandHelp.common.help);
    one.configureOutput({ writeOut: () => undefined, writeErr: () => undefined });
    one.exitOverride((error) => {
      const isHelp = error.code.startsWith('commander.help');
      if (!isHelp) throw new UsageError(sentenceOf(error, one, own));
      call = { help, code: error.code === 'commander.helpDisplayed' ? 0 : 2 };
      throw error;
    });
    return one;
  };
  quiet(program, helpOfAll(commands));
  for (const declaration of commands) {
    const [first = '', second] = declaration.name.split(' ');
    let parent = program;
    if (second) {
      const found = groups.get(first);
      parent = found ?? quiet(new Command(first).helpCommand(false), helpOfGroup(first, commands));
      groups.set(first, parent);
      if (!found) program.addCommand(parent);
    }
    const leaf = quiet(new Command(second ?? first), helpOfCommand(declaration), declaration);
    for (const { name, isOptional, isList } of declaration.args ?? [])
      leaf.argument(isOptional ? `[${name}]` : `<${name}${isList ? '...' : ''}>`);
    for (const option of declaration.options ?? []) leaf.addOption(optionOf(option));
    leaf.action(() => {
      call = { declaration, args: leaf.args, options: leaf.optsWithGlobals() };
    });
    parent.addCommand(leaf);
  }
  try {
    program.parse(inOurOrder(typed), { from: 'user' });
  } catch (error) {
    if (!(error instanceof CommanderError && call)) throw error;
  }
  if (!call) throw new UsageError(words.notUnderstood);
  if ('options' in call && call.options.json && call.options.csv) throw new UsageError(words.jsonOrCsv);
  return call;
}

/** Accepted by every command, before or after its words. */
export const commonOptions: readonly OptionDeclaration[] = [
  { flags: '--json', about: commandHelp.common.json },
  { flags: '--verbose', about: commandHelp.common.verbose },
];

/** `help user list` and `--version` mean `user list --help` and `version`. */
function inOurOrder([first, ...rest]: readonly string[]): string[] {
  if (first === 'help') return [...rest, '--help'];
  if (first === '--version') return ['version', ...rest];
  return first === undefined ? [] : [first, ...rest];
}

function optionOf({ flags, about, parse }: OptionDeclaration): Option {
  const option = new Option(flags, about);
  return parse ? option.argParser(parse) : option;
}

/** Says what commander found, in our words: what it quotes is all that is taken from its message. */
function sentenceOf({ code, message }: CommanderError, at: Command, own: Declaration | undefined): string {
  const [, typed = ''] = /'(.*?)'/.exec(message) ?? [];
  const [, suggested] = /\(Did you mean (?:one of )?(.*?)\?\)/.exec(message) ?? [];
  const place = at.parent ? pathOf(at) : '';
  const suggestion = suggested?.split(', ')[0] ?? null;
  switch (code) {
    case 'commander.unknownCommand':
      return words.unknownCommand({
        typed: `${place} ${typed}`.trim(),
        suggestion: suggestion && `${place} ${suggestion}`.trim(),
      });
    case 'commander.unknownOption':
      if (own?.elsewhere?.options.includes(typed.split('=')[0] ?? typed))
        return words.optionElsewhere({ typed, example: own.elsewhere.example });
      return words.unknownOption({ typed, name: place, suggestion });
    case 'commander.missingArgument':
      return words.missingArgument({ argument: typed.toUpperCase(), example: own?.example ?? place });
    case 'commander.excessArguments':
      return words.tooManyArguments({ extra: at.args[own?.args?.length ?? 0] ?? '', name: place });
    case 'commander.optionMissingArgument':
      return words.missingValue({ option: typed.split(' ')[0] ?? typed });
    default:
      return words.notUnderstood;
  }
}

function pathOf(command: Command): string {
  return command.parent?.parent ? `${command.parent.name()} ${command.name()}` : command.name();
}
