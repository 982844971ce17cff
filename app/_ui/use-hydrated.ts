'use client';
import { useSyncExternalStore } from 'react';

const never = () => () => {};

/** Whether scripts run here: false on the server and while hydrating. Buttons that need a script wait for it. */
export function useHydrated(): boolean {
  return useSyncExternalStore(
    never,
    () => true,
    () => false,
  );
}
