'use client';
import { onDemand } from '#app/_ui/on-demand.ts';

const load = () => import('./dialogs.ts');

// One file of scripts for all dialogs, which comes with the first.

export const AddDialog = onDemand(async () => (await load()).AddDialog);
export const AddPasskeyDialog = onDemand(async () => (await load()).AddPasskeyDialog);
export const CodesAgainDialog = onDemand(async () => (await load()).CodesAgainDialog);
export const DisableDialog = onDemand(async () => (await load()).DisableDialog);
export const EnableByPasskeyDialog = onDemand(async () => (await load()).EnableByPasskeyDialog);
export const EnableDialog = onDemand(async () => (await load()).EnableDialog);
export const KeepDialog = onDemand(async () => (await load()).KeepDialog);
export const MoveDialog = onDemand(async () => (await load()).MoveDialog);
export const RemoveDialog = onDemand(async () => (await load()).RemoveDialog);
export const RemovePasskeyDialog = onDemand(async () => (await load()).RemovePasskeyDialog);
export const RenameDialog = onDemand(async () => (await load()).RenameDialog);
export const RenewDialog = onDemand(async () => (await load()).RenewDialog);
