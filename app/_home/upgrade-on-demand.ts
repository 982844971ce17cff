'use client';
import { onDemand } from '#app/_ui/on-demand.ts';

/** Few administrators turn it on: Home is no heavier for it. */
export const PasskeyUpgrade = onDemand(async () => (await import('./passkey-upgrade.tsx')).PasskeyUpgrade);
