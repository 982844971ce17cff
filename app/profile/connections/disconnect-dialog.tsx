'use client';
import { disconnectAction } from './actions.ts';
import { ChangeDialog, type ChangeProps } from './change-dialog.tsx';

/** Disconnects a provider. */
export function DisconnectDialog(props: ChangeProps) {
  return (
    <ChangeDialog {...props} action={disconnectAction} verb="Disconnect" pendingLabel="Disconnecting…" look="danger">
      You can then no longer sign in with {props.name}. Your account there stays as it is.
    </ChangeDialog>
  );
}
