import { CheckField } from '#app/_ui/check-field.tsx';
import { Field } from '#app/_ui/field.tsx';
import { SelectField } from '#app/_ui/select-field.tsx';
import { TextArea } from '#app/_ui/text-area.tsx';
import type { Words } from '#lib/words/shape.ts';

type Fields = Words['adminApps']['fields'];
export type GroupChoice = { name: string; title: string };
/** An age in whole minutes, or nothing for as old as the session. */
export type AgeChoice = { value: string; label: string };
/** What was typed or is stored, by the names of the fields. */
type Values = Readonly<Record<string, string | undefined>>;

/** Who can use an app: the groups that are ticked, or everyone. */
export function AccessFields({
  values,
  groups,
  fields,
}: {
  values: Values;
  groups: readonly GroupChoice[];
  fields: Fields;
}) {
  const chosen = (values['groups'] ?? '').split(' ');
  return (
    <>
      <SelectField
        id="openTo"
        name="openTo"
        label={fields.openTo}
        options={[
          { value: 'groups', label: fields.openToGroups },
          { value: 'everyone', label: fields.openToEveryone },
        ]}
        chosen={values['openTo'] ?? 'groups'}
      />
      <fieldset className="space-y-1.5" aria-describedby="groups-hint">
        <legend className="label">{fields.groups}</legend>
        <p id="groups-hint" className="hint">
          {groups.length > 0 ? fields.groupsHint : fields.noGroups}
        </p>
        {groups.map(({ name, title }) => (
          <CheckField
            key={name}
            id={`group-${name}`}
            name="groups"
            value={name}
            label={title}
            defaultChecked={chosen.includes(name)}
          />
        ))}
      </fieldset>
    </>
  );
}

/** What is demanded of people who open an app. */
export function DemandFields({
  values,
  error,
  fields,
  ages,
}: {
  values: Values;
  error: string | undefined;
  fields: Fields;
  ages: readonly AgeChoice[];
}) {
  return (
    <>
      <SelectField
        id="demands"
        name="demands"
        label={fields.demands}
        options={[
          { value: 'second-factor', label: fields.demandsRequired },
          { value: 'session', label: fields.demandsNot },
        ]}
        chosen={values['demands'] ?? 'second-factor'}
      />
      <SelectField
        id="age"
        name="age"
        label={fields.age}
        hint={fields.ageHint}
        options={ages}
        chosen={values['age'] ?? ''}
        error={error}
      />
    </>
  );
}

/** Whether the app has to send a PKCE challenge. */
export function PkceField({ chosen, fields }: { chosen: string | undefined; fields: Fields }) {
  return (
    <SelectField
      id="pkce"
      name="pkce"
      label={fields.pkce}
      hint={fields.pkceHint}
      options={[
        { value: 'required', label: fields.pkceRequired },
        { value: 'optional', label: fields.pkceOptional },
      ]}
      chosen={chosen ?? 'required'}
    />
  );
}

const verbatim = { autoComplete: 'off', autoCapitalize: 'none', spellCheck: false, dir: 'ltr' } as const;
type Errors = Readonly<Record<string, string>> | undefined;
type Typed = { values: Values; errors: Errors; fields: Fields };

/** Addresses that an app names, one a line. */
export function AddressesField({ name, values, errors, fields }: Typed & { name: 'redirects' | 'signOut' }) {
  return (
    <TextArea
      id={name}
      name={name}
      label={fields[name]}
      hint={fields[`${name}Hint`]}
      error={errors?.[name]}
      defaultValue={values[name]?.split(/\s+/).join('\n')}
      rows={3}
      data-first-focus=""
      {...verbatim}
    />
  );
}

/** What it says of itself on Home, and where that opens it. */
export function HomeFields({ values, errors, fields, hasAddress }: Typed & { hasAddress: boolean }) {
  return (
    <>
      <Field
        id="description"
        name="description"
        label={fields.description}
        hint={fields.descriptionHint}
        autoComplete="off"
        defaultValue={values['description']}
        error={errors?.['description']}
      />
      {!hasAddress && (
        <Field
          id="launchUrl"
          name="launchUrl"
          label={fields.launchUrl}
          hint={fields.launchUrlHint}
          inputMode="url"
          defaultValue={values['launchUrl']}
          error={errors?.['launchUrl']}
          {...verbatim}
        />
      )}
    </>
  );
}

/** What the end of a session means to an app. */
export function SignOutFields({ values, errors, fields }: Typed) {
  return (
    <>
      <AddressesField name="signOut" values={values} errors={errors} fields={fields} />
      <Field
        id="backChannel"
        name="backChannel"
        label={fields.backChannel}
        hint={fields.backChannelHint}
        inputMode="url"
        defaultValue={values['backChannel']}
        error={errors?.['backChannel']}
        {...verbatim}
      />
      <SelectField
        id="endsWith"
        name="endsWith"
        label={fields.endsWith}
        options={[
          { value: 'session', label: fields.endsWithSession },
          { value: 'app', label: fields.endsWithApp },
        ]}
        chosen={values['endsWith'] ?? 'session'}
      />
    </>
  );
}
