import { Field } from '#app/_ui/field.tsx';
import { SelectField } from '#app/_ui/select-field.tsx';
import type { ClientKind } from '#lib/rules/apps/client-kind.ts';
import type { Words } from '#lib/words/shape.ts';
import type { DialogAct } from '../app-acts.ts';
import { AddressesField, type AgeChoice, DemandFields, HomeFields, PkceField, SignOutFields } from '../app-fields.tsx';
import { GuardingFields } from '../guarding-fields.tsx';

type Props = {
  act: DialogAct;
  values: Readonly<Record<string, string | undefined>>;
  errors: Readonly<Record<string, string>> | undefined;
  fields: Words['adminApps']['fields'];
  ages: readonly AgeChoice[];
  kind: ClientKind;
};

/** The part of an app's settings that a dialog changes; nothing for the acts that change none of them. */
export function EditFields({ act, ages, kind, ...typed }: Props) {
  const { values, errors, fields } = typed;
  if (act === 'sign-out') return <SignOutFields {...typed} />;
  if (act === 'hosts') return <GuardingFields {...typed} />;
  if (act === 'sign-in')
    return (
      <>
        {kind !== 'guarded' && <AddressesField name="redirects" {...typed} />}
        <DemandFields values={values} error={errors?.['age']} fields={fields} ages={ages} />
        {kind === 'confidential' && <PkceField chosen={values['pkce']} fields={fields} />}
      </>
    );
  if (act !== 'edit') return null;
  return (
    <>
      <Field
        id="name"
        name="name"
        label={fields.name}
        autoComplete="off"
        required
        defaultValue={values['name']}
        error={errors?.['name']}
        data-first-focus=""
      />
      <HomeFields {...typed} hasAddress={false} />
      <SelectField
        id="onHome"
        name="onHome"
        label={fields.onHome}
        options={[
          { value: 'shown', label: fields.onHomeShown },
          { value: 'hidden', label: fields.onHomeHidden },
        ]}
        chosen={values['onHome'] ?? 'shown'}
      />
    </>
  );
}
