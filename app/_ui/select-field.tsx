import { Labelled } from './labelled.tsx';

type Option = { value: string; label: string };
type Props = { id: string; name: string; label: string; options: readonly Option[]; chosen: string };

/** One choice of a few, as the browser draws it. */
export function SelectField({ id, name, label, options, chosen }: Props) {
  return (
    <Labelled id={id} label={label}>
      <select id={id} name={name} defaultValue={chosen} className="input">
        {options.map(({ value, label: text }) => (
          <option key={value} value={value}>
            {text}
          </option>
        ))}
      </select>
    </Labelled>
  );
}
