'use client';
import { describedBy, Labelled } from './labelled.tsx';

type Props = Omit<React.ComponentProps<'textarea'>, 'id'> & {
  id: string;
  label: string;
  hint?: string;
  error?: string | undefined;
};

/** As `Field`, for text of several lines. */
export function TextArea({ id, label, hint, error, ...rest }: Props) {
  return (
    <Labelled id={id} label={label} hint={hint} error={error}>
      <textarea
        id={id}
        className="input input-tall"
        aria-describedby={describedBy({ id, hint, error })}
        aria-invalid={error ? true : undefined}
        {...rest}
      />
    </Labelled>
  );
}
