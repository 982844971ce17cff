import { describedBy, Labelled } from './labelled.tsx';

type Option = { value: string; label: string };
type Props = {
  id: string;
  name: string;
  label: string;
  hint?: string;
  options: readonly Option[];
  chosen: string;
  error?: string | undefined;
};

/** One choice of a few, as the browser draws it. */
export function SelectField({ id, name, label, hint, options, chosen, error }: Props) {
  return (
    <Labelled id={id} label={label} hint={hint} error={error}>
      {/* By its choice: React puts a select back to what was chosen first when its form has been sent. */}
      <select
        key={chosen}
        id={id}
        name={name}
        defaultValue={chosen}
        className="input"
        aria-describedby={describedBy({ id, hint, error })}
        aria-invalid={error ? true : undefined}
      >
        {options.map(({ value, label: text }) => (
          <option key={value} value={value}>
            {text}
          </option>
        ))}
      </select>
    </Labelled>
  );
}
