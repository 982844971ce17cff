'use client';
import { EmailField } from '#app/_ui/email-field.tsx';
import { Field } from '#app/_ui/field.tsx';
import { SelectField } from '#app/_ui/select-field.tsx';
import type { Words } from '#lib/words/shape.ts';
import { type AdminActionName, fieldOf } from './admin-actions.ts';

type Props = {
  act: AdminActionName;
  name: string;
  formerAddresses: readonly { changeId: string; email: string }[];
  typed: Readonly<Record<string, string>>;
  errors: Readonly<Record<string, string>>;
  words: Words['person']['dialog'];
};

/** What an act asks for besides its reason: a name, an address, or one of those the account had. */
export function ActField({ act, name, formerAddresses, typed, errors, words }: Props) {
  const field = fieldOf(act);
  if (field === 'name')
    return (
      <Field
        id="name"
        name="name"
        label={words.name}
        type="text"
        autoComplete="off"
        required
        defaultValue={typed['name'] ?? name}
        error={errors['name']}
        data-first-focus=""
      />
    );
  if (field === 'email')
    return (
      <EmailField
        label={act === 'delete' ? words.confirmEmail : words.newEmail}
        autoComplete="off"
        defaultValue={typed['email'] ?? ''}
        error={errors['email']}
        data-first-focus=""
      />
    );
  if (field === null) return null;
  return (
    <SelectField
      id="about"
      name="about"
      label={words.formerAddress}
      options={formerAddresses.map(({ changeId, email }) => ({ value: changeId, label: email }))}
      chosen={formerAddresses[0]?.changeId ?? ''}
    />
  );
}
