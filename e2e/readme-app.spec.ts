import { execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { promisify } from 'node:util';
import { signInWithPassword, typeCode } from './fixtures/screens.ts';
import { expect, test } from './fixtures/test.ts';

/** What README says under this heading, by language. */
const [, section = ''] = /^## Put your app behind it$(.*?)^## /ms.exec(readFileSync('README.md', 'utf8')) ?? [];
const block = (language: string) => new RegExp(`\`\`\`${language}\n(.*?)\`\`\``, 's').exec(section)?.[1] ?? '';

test('an app is put behind it with the command and the twelve lines of README, as they are printed', async ({
  app,
  page,
  people,
  watch,
  tolerate,
}) => {
  const program = block('js');
  expect(program.trim().split('\n')).toHaveLength(12);
  const [, typed = ''] = /^npm run admin -- (.*)$/m.exec(block('sh')) ?? [];
  const args = [...typed.matchAll(/"([^"]*)"|(\S+)/g)].map(([, quoted, word]) => quoted ?? word ?? '');
  const command = ['--import', 'tsx', 'lib/cli/entry.ts', ...args];
  const { stdout } = await promisify(execFile)(process.execPath, command, {
    env: { ...process.env, ...app.environment },
  });
  const [, secret = ''] = /client secret {2}(\S+)/.exec(stdout) ?? [];
  // Only where the server is found differs from what is printed.
  expect(program).toContain("'http://localhost:3000'");
  const printed = program.replace('http://localhost:3000', app.origin);
  const demo = spawn(process.execPath, ['--input-type=module', '--eval', printed], {
    env: { ...process.env, SECRET: secret },
    stdio: ['ignore', 'inherit', 'inherit'],
  });
  watch.know('http://localhost:8080');
  // The browser asks the demo for an icon, which sends it here as it sends everyone: no site may show ours in its tab.
  tolerate(/NotSameOrigin/);
  try {
    await expect(async () => {
      expect((await fetch('http://localhost:8080/', { redirect: 'manual' })).status).toBe(303);
    }).toPass();
    const ada = await people.makeProtected();
    await signInWithPassword(page, ada, 'http://localhost:8080/');
    await typeCode(page, ada.phone.nextCode());
    await expect(page.getByText(`Demo: ${ada.name}`)).toBeVisible();
    const forged = await fetch('http://localhost:8080/back?code=forged');
    expect(await forged.text()).not.toContain('Demo');
  } finally {
    demo.kill();
    await once(demo, 'exit');
  }
});
