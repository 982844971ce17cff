/** What a picture's bytes say it is; never its name. Sizes in pixels; null where a drawing has none. */
export type Picture = {
  type: 'image/png' | 'image/webp' | 'image/svg+xml';
  width: number | null;
  height: number | null;
};

/** Recognises PNG, WebP and SVG by their bytes (WHATWG MIME Sniffing §6); null for anything else. */
export function recognisePicture(bytes: Buffer): Picture | null {
  if (bytes.subarray(0, 8).toString('latin1') === '\x89PNG\r\n\x1a\n' && bytes.length >= 24)
    return { type: 'image/png', width: bytes.readUInt32BE(16), height: bytes.readUInt32BE(20) };
  if (bytes.subarray(0, 4).toString('latin1') === 'RIFF' && bytes.subarray(8, 12).toString('latin1') === 'WEBP')
    return webp(bytes);
  const text = bytes
    .toString('utf8')
    .replace(/^\uFEFF/, '')
    .trimStart();
  return /^(<\?xml[^>]*>\s*)?(<!--[\s\S]*?-->\s*)*<svg[\s/>]/.test(text)
    ? { type: 'image/svg+xml', width: null, height: null }
    : null;
}

/** The three kinds of WebP keep their size in three places (RFC 9649 §2). */
function webp(bytes: Buffer): Picture | null {
  if (bytes.length < 30) return null;
  const kind = bytes.subarray(12, 16).toString('latin1');
  const size =
    kind === 'VP8X'
      ? [bytes.readUIntLE(24, 3) + 1, bytes.readUIntLE(27, 3) + 1]
      : kind === 'VP8L'
        ? [(bytes.readUInt32LE(21) & 0x3fff) + 1, ((bytes.readUInt32LE(21) >> 14) & 0x3fff) + 1]
        : kind === 'VP8 '
          ? [bytes.readUInt16LE(26) & 0x3fff, bytes.readUInt16LE(28) & 0x3fff]
          : null;
  return size ? { type: 'image/webp', width: size[0] ?? 0, height: size[1] ?? 0 } : null;
}
