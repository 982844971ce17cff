'use client';
import { useHydrated } from '#app/_ui/use-hydrated.ts';

/** Ticks every box of the page, or none: only where a script runs. */
export function PickAll({ label }: { label: string }) {
  const isHydrated = useHydrated();
  if (!isHydrated) return null;
  return (
    <input
      type="checkbox"
      aria-label={label}
      autoComplete="off"
      onChange={({ currentTarget: { form, checked } }) => {
        for (const box of form?.querySelectorAll<HTMLInputElement>('input[name=pick]') ?? []) box.checked = checked;
      }}
    />
  );
}
