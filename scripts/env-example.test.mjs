import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { settingNames } from '../lib/config/settings.ts';
import { parseSettingsFile } from './settings-file.mjs';

const text = readFileSync('.env.example', 'utf8');

test('.env.example explains every setting, and none that does not exist', () => {
  const named = [...text.matchAll(/^# ([A-Z_]+)=/gm)].map((found) => found[1]);
  expect(named.sort()).toEqual([...settingNames, 'HOST', 'PORT'].sort());
});

test('.env.example changes nothing when it is copied to .env', () => {
  expect(parseSettingsFile(text)).toEqual({});
});
