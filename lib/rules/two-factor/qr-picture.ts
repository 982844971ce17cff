import { toString as drawQr } from 'qrcode';

/**
 * Returns the QR code of `text` as a data URL: black on white with the four-module quiet zone of ISO/IEC 18004, also in
 * dark mode. An image and not inline markup, so that a phone's browser can read it by a long press.
 */
export async function qrPicture(text: string): Promise<string> {
  const svg = await drawQr(text, { type: 'svg', margin: 4, errorCorrectionLevel: 'M' });
  return `data:image/svg+xml;base64,${Buffer.from(svg).toString('base64')}`;
}
