import { Help } from 'commander';
import { commandHelp as words } from '../words/en/command-help.ts';
import type { Declaration, OptionDeclaration } from './declaration.ts';

const CALL = 'npm run admin --';
const WIDTH = 100;

type Row = readonly [term: string, about: string];

/** Returns the help of all commands, by group. */
export function helpOfAll(commands: readonly Declaration[]): string {
  const groups = Object.entries(words.groups).map(([group, title]) => ({
    title,
    rows: commands.filter((one) => one.group === group).map((one): Row => [wordsOf(one), one.about]),
  }));
  const rows = groups.flatMap((group) => group.rows);
  return text([
    `${words.usage} ${CALL} COMMAND`,
    words.about,
    ...groups.map((group) => `${group.title}\n${table(group.rows, rows)}`),
    table(commonRows),
    `${words.moreAbout}\n${words.exitCodes}`,
  ]);
}

/** Returns the help of the commands that begin with one word. */
export function helpOfGroup(first: string, commands: readonly Declaration[]): string {
  const own = commands.filter(({ name }) => name.startsWith(`${first} `));
  const about = Object.entries(words.groupsOfCommands).find(([name]) => name === first)?.[1];
  return text([
    `${words.usage} ${CALL} ${first} COMMAND`,
    ...(about ? [`${about}.`] : []),
    `${words.commands}\n${table(own.map((one) => [wordsOf(one), one.about]))}`,
  ]);
}

/** Returns the help of one command: what it takes, and an example. */
export function helpOfCommand(declaration: Declaration): string {
  const { about, args = [], options = [], example } = declaration;
  const argRows = args.map((one): Row => [one.name.toUpperCase(), one.about]);
  const optionRows = [...options.map(optionRow), ...commonRows];
  const all = [...argRows, ...optionRows];
  return text([
    `${words.usage} ${CALL} ${wordsOf(declaration)}`,
    new Help().boxWrap(about, WIDTH),
    ...(argRows.length > 0 ? [`${words.arguments}\n${table(argRows, all)}`] : []),
    `${words.options}\n${table(optionRows, all)}`,
    `${words.example}\n  ${CALL} ${example}`,
  ]);
}

const commonRows: readonly Row[] = [
  ['--json', words.common.json],
  ['--verbose', words.common.verbose],
  ['--help', words.common.help],
];

function optionRow({ flags, about }: OptionDeclaration): Row {
  return [flags.replace(/<(\w+)>/, (_whole, name: string) => name.toUpperCase()), about];
}

function wordsOf({ name, args = [] }: Declaration): string {
  const written = args.map(({ name: arg, isOptional, isList }) => {
    const word = arg.toUpperCase() + (isList ? '…' : '');
    return isOptional ? `[${word}]` : word;
  });
  return [name, ...written].join(' ');
}

/** Two columns; the first is as wide as the widest term of `like`. */
function table(rows: readonly Row[], like: readonly Row[] = rows): string {
  const help = new Help();
  help.helpWidth = WIDTH;
  const width = Math.max(...like.map(([term]) => term.length));
  return rows.map(([term, about]) => help.formatItem(term, width, about, help)).join('\n');
}

function text(blocks: readonly string[]): string {
  return `${blocks.join('\n\n')}\n`;
}
