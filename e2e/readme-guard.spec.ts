import { execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { promisify } from 'node:util';
import { guards, hasGuard, startProxy } from './fixtures/guard-proxy.ts';
import { signInWithPassword, typeCode } from './fixtures/screens.ts';
import { expect, test } from './fixtures/test.ts';
import { untilItListens } from './fixtures/until-it-listens.ts';

/** What README says under this heading, by language. */
const [, section = ''] = /^### An app that knows no sign-in$(.*?)^## /ms.exec(readFileSync('README.md', 'utf8')) ?? [];
const block = (language: string) => new RegExp(`\`\`\`${language}\n(.*?)\`\`\``, 's').exec(section)?.[1] ?? '';
const wordsOf = (line: string) =>
  [...line.matchAll(/"([^"]*)"|(\S+)/g)].map(([, quoted, word]) => quoted ?? word ?? '');
const NOTES = 'http://notes.localhost:8090';

test.describe.configure({ mode: 'serial' });

test.beforeAll(async ({ app }) => {
  const [, typed = ''] = /^npm run admin -- (.*)$/m.exec(block('sh')) ?? [];
  const command = ['--import', 'tsx', 'lib/cli/entry.ts', ...wordsOf(typed)];
  await promisify(execFile)(process.execPath, command, { env: { ...process.env, ...app.environment } });
});

for (const guard of guards)
  test(`an app is put behind ${guard} with the lines of README, as they are printed`, async ({
    app,
    page,
    people,
    watch,
  }) => {
    test.skip(!hasGuard(guard), `there is no ${guard}; a line above says how to get one`);
    const printed = block({ nginx: 'nginx', caddy: 'caddyfile' }[guard]);
    expect(printed.trim().split('\n').length).toBeLessThanOrEqual(12);
    // Only where the server and the folder are found differs from what is printed.
    const site = printed
      .replaceAll('/opt/accounts/', `${process.cwd()}/`)
      .replace('http://127.0.0.1:3000', app.origin.replace('localhost', '127.0.0.1'));
    const [, program = ''] = /^(python3 .*)$/m.exec(block('sh')) ?? [];
    const [python = '', ...args] = wordsOf(program);
    const sample = spawn(python, args, { stdio: 'ignore' });
    await untilItListens(8091);
    const stop = await startProxy(guard, { site, port: 8090, accounts: app.origin });
    watch.know(NOTES);
    try {
      const ada = await people.makeProtected();
      await signInWithPassword(page, ada, `${NOTES}/`);
      await typeCode(page, ada.phone.nextCode());
      // What the app shows of itself: the folder's files.
      await expect(page.getByRole('link', { name: 'admin-guide.md' })).toBeVisible();
      expect(page.url()).toBe(`${NOTES}/`);
    } finally {
      await stop();
      sample.kill();
      await once(sample, 'exit');
    }
  });
