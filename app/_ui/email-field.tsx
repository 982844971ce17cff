import { Field } from './field.tsx';

/** An email address. The one that people sign in with is their user name for password managers. */
export function EmailField({
  label = 'Email address',
  ...rest
}: Omit<React.ComponentProps<typeof Field>, 'id' | 'label'> & { label?: string }) {
  return (
    <Field
      id="email"
      name="email"
      label={label}
      type="email"
      inputMode="email"
      autoComplete="username"
      autoCapitalize="none"
      spellCheck={false}
      required
      {...rest}
    />
  );
}
