'use client';
import { onDemand } from '#app/_ui/on-demand.ts';

export const AdminActionDialog = onDemand(async () => (await import('./admin-action-dialog.tsx')).AdminActionDialog);
