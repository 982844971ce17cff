'use client';
import { onDemand } from '#app/_ui/on-demand.ts';

export const EndOthersDialog = onDemand(async () => (await import('./end-others-dialog.tsx')).EndOthersDialog);
