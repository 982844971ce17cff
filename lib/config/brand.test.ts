import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, symlinkSync, truncateSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { readBrand } from './brand.ts';

const folder = mkdtempSync(join(tmpdir(), 'brand-'));
afterAll(() => rmSync(folder, { recursive: true }));

const empty = { organisation: undefined, logo: undefined, logoDark: undefined, icon: undefined, accent: undefined };
const read = (changed: Partial<typeof empty> | Record<string, string>) =>
  readBrand({ brand: { ...empty, ...changed } });
const lay = (name: string, bytes: string | Buffer) => {
  writeFileSync(join(folder, name), bytes);
  return join(folder, name);
};
const png = (side: number) => {
  const bytes = Buffer.alloc(24);
  bytes.write('\x89PNG\r\n\x1a\n', 'latin1');
  bytes.writeUInt32BE(side, 16);
  bytes.writeUInt32BE(side, 20);
  return bytes;
};

test('a brand is the pictures and colours that the settings name', () => {
  const { brand, problems } = read({
    logo: lay('logo.svg', '<svg/>'),
    icon: lay('icon.png', png(512)),
    accent: '#0b5fff',
  });
  expect(problems).toEqual([]);
  expect(brand.logo).toMatchObject({ type: 'image/svg+xml' });
  expect(brand.logo?.name).toMatch(/^logo-[0-9a-f]{16}$/);
  expect(brand.icon?.name).toMatch(/^icon-[0-9a-f]{16}\.png$/);
  expect(brand.accent?.body.toString()).toContain('#0b5fff');
});

test('without settings there is none', () => {
  expect(read({})).toEqual({ brand: {}, problems: [] });
});

describe('attack: a logo that', () => {
  test.each([
    ['is missing', join(folder, 'nothing.png'), /can’t be read/],
    ['is a device that never ends', '/dev/zero', /can’t be read \(not a file\)/],
    ['is a folder', folder, /can’t be read/],
    ['is a page', lay('page.svg', '<html><script>1</script></html>'), /is no PNG, WebP or SVG/],
    ['has a hundred megapixels', lay('huge.png', png(10_000)), /is larger than 1024/],
  ])('%s is a problem of its setting, and the start stops', (_name, path, problem) => {
    expect(read({ logo: path }).problems).toEqual([
      { name: 'LOGO', problem: expect.stringMatching(problem), fix: 'See .env.example' },
    ]);
  });

  test('is a pipe that no one writes to does not hold up the start', () => {
    execFileSync('mkfifo', [join(folder, 'pipe')]);
    expect(read({ logo: join(folder, 'pipe') }).problems[0]?.problem).toContain('not a file');
  });

  test('is too heavy is not read', () => {
    const path = lay('heavy.svg', '<svg/>');
    truncateSync(path, 300_000_000);
    expect(read({ logo: path }).problems[0]?.problem).toContain('larger than 200 kB');
  });

  test('is replaced while the server runs keeps its content and its name', () => {
    const path = lay('changing.svg', '<svg id="one"/>');
    const { brand } = read({ logo: path });
    writeFileSync(path, '<svg id="two"/>');
    expect(brand.logo?.body.toString()).toBe('<svg id="one"/>');
    expect(read({ logo: path }).brand.logo?.name).not.toBe(brand.logo?.name);
  });

  test('stands behind a link is the picture that it leads to', () => {
    symlinkSync(lay('real.svg', '<svg/>'), join(folder, 'link.svg'));
    expect(read({ logo: join(folder, 'link.svg') }).problems).toEqual([]);
  });
});

test('an icon is a square PNG of 512 pixels', () => {
  expect(read({ icon: lay('small.png', png(64)) }).problems[0]?.problem).toBe('is no PNG file of 512 × 512 pixels');
  expect(read({ icon: lay('icon.svg', '<svg/>') }).problems[0]?.name).toBe('ICON');
});
