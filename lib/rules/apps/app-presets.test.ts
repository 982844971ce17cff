import { expect, test } from 'vitest';
import { findPreset, presetNames, presetSettings, presets } from './app-presets.ts';
import { parseRedirectUri } from './redirect-uri.ts';

const values = { origin: 'https://connect.example.com', id: 'the-app', secret: 'S3cret' };

test.each(presetNames)(
  'the settings of %s name the provider, the app and its secret, and its address can be registered',
  (name) => {
    const preset = presets[name];
    const redirectUri = `https://app.example.com${preset.redirectPath}`;
    expect(parseRedirectUri(preset.kind, redirectUri).ok).toBe(true);
    const settings = presetSettings(preset, { ...values, redirectUri });
    for (const value of Object.values(values)) expect(settings).toContain(value);
    expect(settings).not.toContain('undefined');
  },
);

test('the address of an app is read from where people are sent back to', () => {
  const redirectUri = `https://app.example.com/team${presets.grafana.redirectPath}`;
  expect(presetSettings(presets.grafana, { ...values, redirectUri })).toContain(
    'GF_SERVER_ROOT_URL=https://app.example.com/team\n',
  );
  const moved = 'https://app.example.com/elsewhere';
  expect(presetSettings(presets.grafana, { ...values, redirectUri: moved })).toContain(
    'GF_SERVER_ROOT_URL=https://app.example.com\n',
  );
  expect([findPreset('grafana')?.name, findPreset('toString'), findPreset(['grafana'])]).toEqual([
    'Grafana',
    null,
    null,
  ]);
});
