'use client';
import { recoveryField } from '#lib/rules/form/recovery-field.ts';
import { Field } from './field.tsx';
import { useKitWords } from './kit-words.tsx';

type Props = Pick<React.ComponentProps<typeof Field>, 'label' | 'hint' | 'error' | 'autoFocus' | 'defaultValue'>;

/** Six digits from an app. Text, not number, and of any length: "123 456" is to be pasted as it was copied. */
export function CodeField(props: Props) {
  return (
    <Field
      id="code"
      name="code"
      type="text"
      inputMode="numeric"
      autoComplete="one-time-code"
      dir="ltr"
      required
      className="input-code"
      data-first-focus=""
      {...props}
    />
  );
}

/** One of the ten one-time passwords. Forgiving: case, spaces and dashes do not matter. */
export function OneTimePasswordField(props: Omit<Props, 'label'>) {
  const { oneTimePassword } = useKitWords();
  return (
    <Field
      id={recoveryField}
      name={recoveryField}
      label={oneTimePassword}
      type="text"
      autoComplete="off"
      autoCapitalize="characters"
      spellCheck={false}
      dir="ltr"
      required
      className="input-one-time-password"
      data-first-focus=""
      {...props}
    />
  );
}
