'use client';

/** What dialogs-on-demand.tsx loads at once: nearly all of it is shared by all of them. */
export { AddDialog } from './add-dialog.tsx';
export { AddPasskeyDialog } from './add-passkey-dialog.tsx';
export { CodesAgainDialog } from './codes-again-dialog.tsx';
export { DisableDialog } from './disable-dialog.tsx';
export { EnableByPasskeyDialog } from './enable-by-passkey-dialog.tsx';
export { EnableDialog } from './enable-dialog.tsx';
export { KeepDialog } from './keep-dialog.tsx';
export { MoveDialog } from './move-dialog.tsx';
export { RemoveDialog } from './remove-dialog.tsx';
export { RemovePasskeyDialog } from './remove-passkey-dialog.tsx';
export { RenameDialog } from './rename-dialog.tsx';
export { RenewDialog } from './renew-dialog.tsx';
