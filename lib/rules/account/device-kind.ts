/** What a browser runs on, as far as its name tells. */
export type DeviceKind = 'laptop' | 'phone' | 'tablet' | 'unknown';

const kinds: readonly [RegExp, DeviceKind][] = [
  [/\bon iPadOS/i, 'tablet'],
  [/\bon (iOS|Android|Windows Phone|HarmonyOS|KaiOS|BlackBerry|Tizen)/i, 'phone'],
  [/\bon (Windows|macOS|Linux|Chrome OS|FreeBSD|OpenBSD|NetBSD)/i, 'laptop'],
];

/** Returns the kind of device behind "Chrome on Windows" (lib/http/browser-name.ts): for a picture beside it, no more. */
export function deviceKind(browserName: string): DeviceKind {
  return kinds.find(([pattern]) => pattern.test(browserName))?.[1] ?? 'unknown';
}
