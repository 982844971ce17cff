type Props = Omit<React.ComponentProps<'input'>, 'id' | 'children'> & {
  id: string;
  label: string;
  hint?: React.ReactNode;
  error?: string | undefined;
  /** What stands round the input, e.g. a button inside its box. */
  children?: (input: React.ReactNode) => React.ReactNode;
};

/** Label, hint and error above their input, tied to it for readers. */
export function Field({ id, label, hint, error, children = (input) => input, className = '', ...rest }: Props) {
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
      {children(
        <input
          id={id}
          className={`input ${className}`}
          aria-describedby={describedBy || undefined}
          aria-invalid={error ? true : undefined}
          {...rest}
        />,
      )}
    </div>
  );
}

/** The person's address for password managers, on pages that show no field for it. */
export function HiddenUsername({ email }: { email: string }) {
  return (
    <input
      type="text"
      autoComplete="username"
      value={email}
      readOnly
      tabIndex={-1}
      aria-hidden="true"
      className="sr-only"
    />
  );
}
