'use client';
import { connectAction } from './actions.ts';
import { ChangeDialog, type ChangeProps } from './change-dialog.tsx';

/** Connects a provider: re-authentication here, then consent there. */
export function ConnectDialog(props: ChangeProps) {
  return (
    <ChangeDialog {...props} action={connectAction} verb="Connect" pendingLabel="Connecting…">
      You go to {props.name}, agree there, and come back. From then on you can sign in with it.
    </ChangeDialog>
  );
}
