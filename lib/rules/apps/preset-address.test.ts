import { expect, test } from 'vitest';
import { parsePresetAddress } from './preset-address.ts';

test.each([
  ['https://grafana.example.com', 'https://grafana.example.com'],
  [' grafana.example.com/ ', 'https://grafana.example.com'],
  ['HTTPS://Grafana.Example.com/team/', 'https://grafana.example.com/team'],
  ['localhost:3000', 'https://localhost:3000'],
  ['http://localhost:3000/', 'http://localhost:3000'],
])('the address of an app: %s', (typed, address) => {
  expect(parsePresetAddress(typed)).toEqual({ ok: true, value: address });
});

test.each([
  '',
  'grafana',
  'javascript:alert(1)',
  'data:text/html,x',
  'https://a@b.example',
  'https://b.example/?a',
  'https://b.example/#a',
  'ftp://b.example',
])('attack: no address of an app: %s', (typed) => {
  expect(parsePresetAddress(typed).ok).toBe(false);
});
