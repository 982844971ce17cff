import type { IconName } from '#app/_ui/icon.tsx';
import { type DeviceKind, deviceKind } from '#lib/rules/account/device-kind.ts';

const icons: Readonly<Record<DeviceKind, IconName>> = {
  laptop: 'laptop',
  phone: 'phone',
  tablet: 'tablet',
  unknown: 'world',
};

/** The picture of what a browser runs on. */
export function deviceIcon(browser: string): IconName {
  return icons[deviceKind(browser)];
}
