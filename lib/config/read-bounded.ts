import { closeSync, constants, fstatSync, openSync, readSync } from 'node:fs';

/**
 * Reads a file of at most `maxBytes`. Not `readFileSync`: it would wait for a pipe that no one writes to, and read a
 * device or a growing file for ever.
 */
export function readBounded(path: string, maxBytes: number): Buffer {
  const file = openSync(path, constants.O_RDONLY | constants.O_NONBLOCK);
  try {
    if (!fstatSync(file).isFile()) throw new Error('not a file');
    const bytes = Buffer.alloc(maxBytes + 1);
    const size = readSync(file, bytes);
    if (size > maxBytes) throw new Error(`larger than ${maxBytes / 1000} kB`);
    return bytes.subarray(0, size);
  } finally {
    closeSync(file);
  }
}
