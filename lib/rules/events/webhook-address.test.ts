import { expect, test } from 'vitest';
import { webhookAddressFault } from './webhook-address.ts';

test.each([
  'https://siem.example.com/events?token=a',
  'https://203.0.113.9/',
  'http://localhost:8080/',
  'http://127.0.0.1:8080/',
  'http://0x7f.1/',
  'http://[::1]:8080/',
  'http://10.1.2.3/',
  'http://172.16.0.1/',
  'http://192.168.1.2/',
  'http://[fd00::1]/',
  'http://siem:8080/events',
])('events may go to %s', (address) => {
  expect(webhookAddressFault(address)).toBeNull();
});

test.each([
  ['http://siem.example.com/', 'not-https'],
  ['http://172.32.0.1/', 'not-https'],
  ['http://203.0.113.9/', 'not-https'],
  ['http://10.evil.example/', 'not-https'],
  ['http://127.0.0.1.evil.example/', 'not-https'],
  ['http://[2001:db8::1]/', 'not-https'],
  ['http://fd00.example/', 'not-https'],
  ['http://169.254.169.254/latest', 'link-local'],
  ['https://169.254.169.254/latest', 'link-local'],
  ['http://2852039166/', 'link-local'],
  ['http://[fe80::1]/', 'link-local'],
  ['http://[::ffff:169.254.169.254]/', 'link-local'],
  ['https://user:password@siem.example.com/', 'shape'],
  ['https://siem.example.com/#here', 'shape'],
  ['ftp://siem.example.com/', 'shape'],
  ['https://siem.example.com/\nx-evil: 1', 'shape'],
  ['siem.example.com', 'shape'],
])('attack: no event goes to %s (attack M-34)', (address, fault) => {
  expect(webhookAddressFault(address)).toBe(fault);
});
