import { expect, test } from 'vitest';
import { recognisePicture } from './picture.ts';

const png = Buffer.from('89504e470d0a1a0a0000000d49484452000002000000020008060000', 'hex');
const webp = (kind: string, rest: string) =>
  Buffer.concat([Buffer.from(`RIFF\0\0\0\0WEBP${kind}`, 'latin1'), Buffer.from(rest.padEnd(40, '0'), 'hex')]);

test.each([
  ['a PNG', png, { type: 'image/png', width: 512, height: 512 }],
  ['a WebP with an extended header', webp('VP8X', `${'00'.repeat(8)}ff0100ff0000`), { width: 512, height: 256 }],
  ['an SVG', Buffer.from('<svg xmlns="http://www.w3.org/2000/svg"/>'), { type: 'image/svg+xml', width: null }],
  [
    'an SVG with a declaration, a comment and a byte order mark',
    Buffer.from('\uFEFF<?xml version="1.0"?>\n<!-- a > b -->\n<svg/>'),
    {},
  ],
])('recognises %s by its bytes', (_name, bytes, expected) => {
  expect(recognisePicture(bytes)).toMatchObject(expected);
});

test.each([
  ['a page', Buffer.from('<html><svg></svg></html>')],
  ['a script', Buffer.from('#!/bin/sh\n<svg')],
  ['a PNG that is cut off', png.subarray(0, 12)],
  ['nothing', Buffer.alloc(0)],
])('attack: %s is no picture', (_name, bytes) => {
  expect(recognisePicture(bytes)).toBeNull();
});
