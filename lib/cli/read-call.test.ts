import { describe, expect, test } from 'vitest';
import { commands } from './declared/commands.ts';
import { readCall } from './read-call.ts';

/** Returns the words of an example as a shell would hand them over. */
function wordsOf(example: string): string[] {
  return [...example.replace(/ >> .*$/, '').matchAll(/"([^"]*)"|(\S+)/g)].map(
    ([, quoted, plain]) => quoted ?? plain ?? '',
  );
}

const example = (name: string) => commands.find((one) => one.name === name)?.example;

const complaint = (typed: string) => {
  try {
    return JSON.stringify(readCall(commands, wordsOf(typed)));
  } catch (error) {
    return (error as Error).message;
  }
};

describe('a call of the admin command', () => {
  test.each(commands.map((one) => [one.name, one] as const))(
    '%s: its example is one, and its help shows it',
    (name, one) => {
      const call = readCall(commands, wordsOf(one.example));
      expect('declaration' in call && call.declaration.name).toBe(name);
      const help = readCall(commands, [...name.split(' '), '--help']);
      expect(help).toMatchObject({ code: 0, help: expect.stringContaining(`npm run admin -- ${one.example}\n`) });
      expect(readCall(commands, ['help', ...name.split(' ')])).toEqual(help);
      for (const { flags } of [...(one.options ?? [])])
        expect('help' in help && help.help).toContain(`  ${flags.split(' ')[0]}`);
    },
  );

  test('no line of help is wider than 100 characters', () => {
    const helps = [[], ['user'], ['keys'], ...commands.map(({ name }) => name.split(' '))];
    for (const words of helps) {
      const help = readCall(commands, [...words, '--help']);
      const wide = 'help' in help ? help.help.split('\n').filter((line) => line.length > 100) : ['no help'];
      expect(wide.filter((line) => !line.includes('npm run admin'))).toEqual([]);
    }
  });

  test.each([
    ['user lst', 'There is no command “user lst”. Did you mean user list?'],
    ['bakup', 'There is no command “bakup”. Did you mean backup?'],
    ['xyzzy', 'There is no command “xyzzy”. All commands: npm run admin -- --help'],
    ['user list --filtr admins', 'There is no option --filtr here. Did you mean --filter?'],
    ['doctor --yes', 'There is no option --yes here. Its options: npm run admin -- doctor --help'],
    ...['--groups staff', '--everyone', '--groups=staff'].map((typed) => [
      `app change wiki ${typed}`,
      `There is no option ${typed.split(' ')[0]} here. Use: npm run admin -- ${example('app access')}`,
    ]),
    ['user show', 'EMAIL is missing. Example: npm run admin -- user show ada@example.com'],
    [
      'user enable ada@example.com Left',
      '“Left” is one word too many. Put text with spaces in quotes. More: npm run admin -- user enable --help',
    ],
    ['user list --most', '--most needs a value.'],
    ['user list --most some', '--most must be a whole number above 0.'],
    [
      'user list --filter some',
      '--filter must be one of all, with-two-factor, without-two-factor, overdue, with-passkey, disabled, admins.',
    ],
    ['audit --from 2026-02-30', '--from must be a day like 2026-11-24, in UTC.'],
    ['user list --json --csv', 'Choose one of --json and --csv.'],
  ])('%s: says what is wrong and what to type', (typed, said) => {
    expect(complaint(typed)).toBe(said);
  });

  test('options for all commands may stand before the command', () => {
    expect(readCall(commands, ['--json', 'user', 'list'])).toMatchObject({
      declaration: { name: 'user list' },
      options: { json: true },
    });
  });

  test('no word or only a first word shows what there is, and isn’t a success', () => {
    expect(readCall(commands, [])).toMatchObject({ code: 2, help: expect.stringContaining('doctor') });
    expect(readCall(commands, ['keys'])).toMatchObject({ code: 2, help: expect.stringContaining('keys rotate') });
  });
});
