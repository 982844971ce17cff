type Props = Omit<React.ComponentProps<'input'>, 'type' | 'id'> & { id: string; label: string; hint?: string };

/** A box to tick. Sends `yes`, or nothing. */
export function CheckField({ id, label, hint, ...rest }: Props) {
  return (
    <div className="check">
      <input type="checkbox" id={id} value="yes" aria-describedby={hint && `${id}-hint`} {...rest} />
      <label htmlFor={id}>{label}</label>
      {hint && (
        <p id={`${id}-hint`} className="hint">
          {hint}
        </p>
      )}
    </div>
  );
}
