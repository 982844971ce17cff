import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { hashToken } from '../crypto/token.ts';
import { parseAppsFile as parse, readAppsFile } from './apps-file.ts';

const origin = 'https://connect.example.com';
const parseAppsFile = (text: string) => parse(text, { origin });
const secretHash = hashToken('a secret');
const wiki = { id: 'wiki', name: 'Team wiki', redirectUris: ['https://wiki.example.com/back'], secretHash };
const plain = {
  ...{ description: null, launchUrl: null, onHome: 'shown', postLogoutUris: [], backchannelUri: null },
  ...{ endsWith: 'session', hosts: [], openPaths: [], remoteUser: 'id' },
};
const fileOf = (...apps: object[]) => JSON.stringify({ apps }, null, 2);
const problemsOf = (text: string) => parseAppsFile(text).problems.map(({ problem }) => problem);

test('declares apps: closed and with a second factor, unless it says otherwise', () => {
  const kiosk = { id: 'kiosk', name: 'Kiosk', kind: 'public', redirectUris: ['https://kiosk.example.com/'] };
  const open = { ...kiosk, openTo: 'everyone', secondFactor: 'optional', signInAgeMinutes: 60 };
  const { apps, problems } = parseAppsFile(`\uFEFF${fileOf({ ...wiki, openTo: ['it-support'] }, open)}`);
  expect(problems).toEqual([]);
  expect(apps).toEqual([
    {
      ...wiki,
      ...{ kind: 'confidential', openTo: ['it-support'], pkce: 'required', demands: 'second-factor' },
      ...{ maxSignInAgeMs: null, ...plain },
    },
    {
      ...kiosk,
      ...{
        secretHash: null,
        openTo: 'everyone',
        pkce: 'required',
        demands: 'session',
        maxSignInAgeMs: 3_600_000,
        ...plain,
      },
    },
  ]);
  expect(parseAppsFile(fileOf(wiki)).apps[0]?.openTo).toEqual([]);
  const addresses = {
    ...{ description: 'What we know', launchUrl: 'https://wiki.example.com/', onHome: 'hidden' },
    ...{ postLogoutUris: ['https://wiki.example.com/out'], backchannelUri: 'http://10.0.0.7/heard' },
  };
  const [stays] = parseAppsFile(fileOf({ ...wiki, ...addresses, staysSignedIn: true })).apps;
  expect(stays).toMatchObject({ ...addresses, endsWith: 'app' });
});

const reports = { id: 'reports', name: 'Reports', kind: 'guarded', hosts: ['reports.example.com'] };

test('declares an app that a proxy guards, without anything of OpenID Connect', () => {
  const said = { openPaths: ['/health'], remoteUser: 'email' };
  const typed = { ...reports, hosts: ['https://Reports.example.com/', 'r.example.com'], ...said };
  const { apps, problems } = parseAppsFile(fileOf(typed, { ...wiki, hosts: ['wiki.example.com'] }));
  expect(problems).toEqual([]);
  expect(apps).toMatchObject([
    {
      ...{ ...said, secretHash: null, redirectUris: [], hosts: ['reports.example.com', 'r.example.com'] },
      launchUrl: 'https://reports.example.com/',
    },
    { hosts: ['wiki.example.com'], openPaths: [], remoteUser: 'id', launchUrl: null },
  ]);
});

test.each([
  ['', ['line 1: is no JSON from here on']],
  ['{\n  "apps": [\n    { "id": "wiki", }\n  ]\n}', ['line 3: is no JSON from here on']],
  ['{\n  "apps": [\n', ['line 3: is no JSON from here on']],
  ['[]', ['line 1: “the file” is missing, or of another kind than it should be']],
  ['{\n  "apps": [],\n  "app": []\n}', ['line 3: “app” is no name that is known here']],
  [fileOf({ ...wiki, id: 'Wiki!' }), [expect.stringMatching(/^line 4: Use up to 40 small letters/)]],
  [fileOf({ ...wiki, secret: 'plain' }), ['line 10: “secret” is no name that is known here']],
  [fileOf({ ...wiki, secretHash: 'a secret' }), [expect.stringMatching(/^line 9: secretHash is no hash of a secret/)]],
  [
    fileOf({ ...wiki, secretHash: undefined }),
    [expect.stringMatching(/^line 3: an app on a server needs a secretHash/)],
  ],
  [fileOf(wiki, wiki), ['line 12: is the ID of two apps: wiki']],
  [fileOf({ ...wiki, kind: 'public' }), [expect.stringContaining('keeps a secret')]],
  [fileOf({ ...wiki, kind: 'server' }), ['line 10: “kind” is not one of confidential, public, native, guarded']],
  [fileOf({ ...wiki, openTo: 'all' }), ['line 10: “openTo” is missing, or of another kind than it should be']],
  [fileOf({ ...wiki, openTo: ['IT'] }), [expect.stringMatching(/^line 10: Use up to/)]],
  [fileOf({ ...wiki, launchUrl: 'javascript:alert(1)' }), [expect.stringMatching(/^line 10: javascript:alert/)]],
  [fileOf({ ...wiki, backchannelUri: 'http://169.254.169.254/' }), [expect.stringMatching(/^line 10: http:..169/)]],
  [fileOf({ ...wiki, postLogoutUris: ['/out'] }), [expect.stringMatching(/^line 10: .out can’t/)]],
  [
    fileOf({ ...wiki, staysSignedIn: 'yes' }),
    ['line 10: “staysSignedIn” is missing, or of another kind than it should be'],
  ],
  [fileOf({ ...wiki, signInAgeMinutes: 1 }), [expect.stringMatching(/^line 10: Enter whole minutes/)]],
  [fileOf({ ...reports, hosts: [] }), [expect.stringMatching(/^line 7: Name at least one host/)]],
  [fileOf({ ...reports, hosts: ['*.example.com'] }), [expect.stringMatching(/^line 7: \*\.example\.com can’t/)]],
  [fileOf({ ...reports, hosts: ['connect.example.com'] }), [expect.stringMatching(/^line 7: .*own host/)]],
  [
    fileOf({ ...reports, hosts: 'reports.example.com' }),
    ['line 7: “hosts” is missing, or of another kind than it should be'],
  ],
  [fileOf({ ...reports, openPaths: ['/a/*'] }), [expect.stringMatching(/^line 10: .a.\* can’t be an open path/)]],
  [fileOf({ ...reports, remoteUser: 'name' }), ['line 10: “remoteUser” is not one of id, email']],
  [fileOf({ ...reports, secretHash }), [expect.stringMatching(/^line 10: only an app on a server/)]],
  [
    fileOf({ ...reports, redirectUris: ['https://a.b/'] }),
    [expect.stringMatching(/^line 10: .*doesn’t use OpenID Connect/)],
  ],
  [
    fileOf({ ...reports, backchannelUri: 'https://a.b/' }),
    [expect.stringMatching(/^line 10: .*doesn’t use OpenID Connect/)],
  ],
  [
    fileOf(reports, { ...reports, id: 'other', hosts: ['reports.example.com:8443'] }),
    ['line 15: has a host of two apps: reports.example.com'],
  ],
  ['{"apps":[{"id":"wiki",\n"id":"other"}]}', expect.arrayContaining(['line 2: names “id” twice'])],
])('attack: a file with a fault declares nothing, and the line is named: %s', (text, problems) => {
  expect(parseAppsFile(text).apps).toEqual([]);
  expect(problemsOf(text)).toEqual(problems);
});

test.each(['javascript:alert(1)', 'https://*.example.com/', 'http://wiki.example.com/', 'https://wiki.example.com/#a'])(
  'attack: a file registers no redirect address that leads elsewhere: %s',
  (address) => {
    const text = fileOf(wiki, { ...wiki, id: 'other', redirectUris: [address] });
    expect(parseAppsFile(text).apps).toEqual([]);
    expect(problemsOf(text)).toEqual([expect.stringContaining(`: ${address} can’t be an address`)]);
  },
);

test('a file that can’t be read is a fault, and none is no app', () => {
  const folder = mkdtempSync(join(tmpdir(), 'apps-'));
  const path = join(folder, 'apps.json');
  writeFileSync(path, fileOf(wiki));
  expect(readAppsFile({ appsFile: path, origin }).apps).toHaveLength(1);
  for (const wrong of [folder, join(folder, 'none.json')])
    expect(readAppsFile({ appsFile: wrong, origin })).toMatchObject({ apps: [], problems: [{ name: 'APPS_FILE' }] });
  writeFileSync(path, ' '.repeat(1_000_001));
  expect(readAppsFile({ appsFile: path, origin }).problems[0]?.problem).toContain('larger than 1000 kB');
  rmSync(folder, { recursive: true });
  expect(readAppsFile({ appsFile: undefined, origin })).toEqual({ apps: [], problems: [] });
});
