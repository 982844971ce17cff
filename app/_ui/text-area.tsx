'use client';

type Props = Omit<React.ComponentProps<'textarea'>, 'id'> & {
  id: string;
  label: string;
  hint?: string;
  error?: string | undefined;
};

/** As `Field`, for text of several lines. */
export function TextArea({ id, label, hint, error, ...rest }: Props) {
  const describedBy = [hint && `${id}-hint`, error && `${id}-error`].filter(Boolean).join(' ');
  return (
    <div className="space-y-1.5">
      <label htmlFor={id} className="label">
        {label}
      </label>
      {hint && (
        <p id={`${id}-hint`} className="hint">
          {hint}
        </p>
      )}
      {error && (
        <p id={`${id}-error`} className="field-error">
          {error}
        </p>
      )}
      <textarea
        id={id}
        className="input input-tall"
        aria-describedby={describedBy || undefined}
        aria-invalid={error ? true : undefined}
        {...rest}
      />
    </div>
  );
}
