'use client';
import { createContext, use, useId } from 'react';
import { type FormMark, markField, writeMark } from '#lib/rules/form/form-mark.ts';

const MarkContext = createContext<FormMark | null>(null);

/** What the forms inside were drawn for (app/_frame/drawn-for.tsx makes it on the server). */
export function MarkProvider({ mark, children }: { mark: FormMark; children: React.ReactNode }) {
  return <MarkContext value={mark}>{children}</MarkContext>;
}

/** As `MarkProvider`, for a part of a page that is about one thing: the rest stays as it is around it. */
export function AboutProvider({ what, children }: { what: string; children: React.ReactNode }) {
  const mark = use(MarkContext);
  return mark ? <MarkContext value={{ ...mark, what }}>{children}</MarkContext> : children;
}

/** The mark of the forms of this place; null where no page has set one. */
export function useMark(): FormMark | null {
  return use(MarkContext);
}

/** The one form element of this product: it carries what it was drawn for. Without that no action accepts it. */
export function Form({ children, ...rest }: React.ComponentProps<'form'>) {
  const mark = useMark();
  const id = useId();
  return (
    <form {...rest}>
      {mark && <input type="hidden" name={markField} value={writeMark({ ...mark, id: `${mark.id}:${id}` })} />}
      {children}
    </form>
  );
}
