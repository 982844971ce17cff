import { SelectField } from '#app/_ui/select-field.tsx';
import { TextArea } from '#app/_ui/text-area.tsx';
import type { Words } from '#lib/words/shape.ts';

type Props = {
  /** What was typed or is stored, by the names of the fields. */
  values: Readonly<Record<string, string | undefined>>;
  errors: Readonly<Record<string, string>> | undefined;
  fields: Words['adminApps']['fields'];
};

/** Where a proxy guards an app, what anyone may request there, and what the app is told of who is signed in. */
export function GuardingFields({ values, errors, fields }: Props) {
  return (
    <>
      <Lines name="hosts" values={values} errors={errors} fields={fields} data-first-focus="" />
      <Lines name="openPaths" values={values} errors={errors} fields={fields} />
      <SelectField
        id="remoteUser"
        name="remoteUser"
        label={fields.remoteUser}
        hint={fields.remoteUserHint}
        options={[
          { value: 'id', label: fields.remoteUserId },
          { value: 'email', label: fields.remoteUserEmail },
        ]}
        chosen={values['remoteUser'] ?? 'id'}
      />
    </>
  );
}

type LinesProps = Props & { name: 'hosts' | 'openPaths'; 'data-first-focus'?: '' };

/** Several of them, one a line. */
function Lines({ name, values, errors, fields, ...rest }: LinesProps) {
  return (
    <TextArea
      id={name}
      name={name}
      label={fields[name]}
      hint={fields[`${name}Hint`]}
      error={errors?.[name]}
      defaultValue={values[name]}
      rows={2}
      autoComplete="off"
      autoCapitalize="none"
      spellCheck={false}
      dir="ltr"
      {...rest}
    />
  );
}
