'use client';
import { Field } from './field.tsx';
import { useKitWords } from './kit-words.tsx';

/** An email. The one that users sign in with is their user name for password managers. */
export function EmailField(props: Omit<React.ComponentProps<typeof Field>, 'id' | 'label'> & { label?: string }) {
  const { email } = useKitWords();
  return (
    <Field
      id="email"
      name="email"
      label={email}
      type="email"
      inputMode="email"
      autoComplete="username"
      dir="ltr"
      autoCapitalize="none"
      spellCheck={false}
      required
      {...props}
    />
  );
}
