import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { makeAdminCommand } from '../../test/admin-command.ts';
import { clock } from '../clock.ts';
import { createSession } from '../flows/sign-in/steps/create-session.ts';

const PAGE = 'docs/admin-commands.md';
/** Files that the examples read or write: in the folder of the installation. */
const FILES = /^(addresses\.txt|people\.csv|faults\.csv|everyone\.csv|secrets\.jsonl|backups)$/;

/** How the page calls the one session; and what it is called in this run. */
const SESSION = '1f0c92ab';
let session = SESSION;

let place: Awaited<ReturnType<typeof makeAdminCommand>>;
beforeAll(async () => {
  place = await makeAdminCommand();
  const ada = await place.testEnvironment.person();
  await place.testEnvironment.enrol(ada);
  // The command reads the clock of the machine: its sessions are of today.
  const { sessions } = place.db.tables;
  await place.db.sql.delete(sessions).returning({ idHash: sessions.idHash });
  const today = { ...place.testEnvironment.at(0), now: clock() };
  await createSession(today, { userId: ada.user.id, methods: ['password', 'totp'], passwordFingerprint: null });
  place.write('addresses.txt', 'hedy@example.com\nRosalind <rosalind@example.com>\nada@example.com\n');
  place.write('people.csv', 'E-Mail;Full name;Department\nalan@example.com;Alan Turing;1\nada@example.com;Ada;2\n');
  place.write('faults.csv', 'email,name\nnonsense,Nobody\nlise@example.com,\n');
});
afterAll(() => place.close());

/** Runs one example; returns what a terminal shows, with what differs each time in one form. */
async function run(example: string): Promise<string> {
  const words = [...example.matchAll(/"([^"]*)"|(\S+)/g)].map(([, text, word]) => text ?? word ?? '');
  const isPath = (word: string) => words[0] !== 'audit' && FILES.test(word);
  const { out, err } = await place.admin(
    words.map((word) => (isPath(word) ? join(place.folder, word) : word === SESSION ? session : word)),
  );
  session = /^ {4}([0-9a-f]{8}) {2}/m.exec(out)?.[1] ?? session;
  return (out + err)
    .replaceAll('\r\n', '\n')
    .replaceAll(`${place.folder}/`, '')
    .replace(/\d{4}-\d\d-\d\dT\d\d-\d\d-\d\d-\d{3}Z/g, '2026-11-24T12-00-05-123Z')
    .replace(/\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z/g, '2026-11-24T12:00:05.123Z')
    .replace(/\d{4}-\d\d-\d\dT\d\d:\d\dZ/g, '2026-11-24T12:00Z')
    .replace(/ on \d{4}-\d\d-\d\d\./g, ' on 2026-12-08.')
    .replace(/\(\d+ bytes/g, '(331776 bytes')
    .replace(/command:\S+/g, 'command:ada')
    .replace(/^(client secret {2})\S+/gm, '$1Jd0cWJ0Yx3gP5bqv1mC0m8rJk2hT7nZ4uQeXyA9LwE8')
    .replace(/^(?:\w{4}-){3}\w{4}$/gm, '7K2M-Q9XP-4TBN-W3HD')
    .replace(/^( {4})[0-9a-f]{8}( {2})/gm, `$1${SESSION}$2`);
}

test('docs/admin-commands.md shows what each command prints', { timeout: 60_000 }, async () => {
  const page: string[] = [];
  let isExample = false;
  for (const line of readFileSync(PAGE, 'utf8').split('\n')) {
    const [, example] = /^\$ npm run admin -- (.*)$/.exec(line) ?? [];
    if (line.startsWith('```')) isExample = line === '```console';
    if (isExample && !example && line !== '```console') continue;
    page.push(line);
    if (example) page.push(...(await run(example)).trimEnd().split('\n'));
  }
  await expect(page.join('\n')).toMatchFileSnapshot(join('../..', PAGE));
});
