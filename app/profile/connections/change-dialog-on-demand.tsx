'use client';
import { onDemand } from '#app/_ui/on-demand.ts';

export const ChangeDialog = onDemand(async () => (await import('./change-dialog.tsx')).ChangeDialog);
