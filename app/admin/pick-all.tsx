'use client';
import { useHydrated } from '#app/_ui/use-hydrated.ts';

/** Ticks every box of the page, or none: only where a script runs. */
export function PickAll({ label, form }: { label: string; form?: string }) {
  const isHydrated = useHydrated();
  if (!isHydrated) return null;
  return (
    <input
      type="checkbox"
      aria-label={label}
      form={form}
      autoComplete="off"
      onChange={({ currentTarget }) => {
        const boxes = currentTarget.closest('.picks')?.querySelectorAll<HTMLInputElement>('input[name=pick]');
        for (const box of boxes ?? []) box.checked = currentTarget.checked;
      }}
    />
  );
}
