'use client';
import { onDemand } from '#app/_ui/on-demand.ts';

export const DeleteDialog = onDemand(async () => (await import('./delete-dialog.tsx')).DeleteDialog);
export const EmailDialog = onDemand(async () => (await import('./email-dialog.tsx')).EmailDialog);
