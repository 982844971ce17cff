import { Field } from '#app/_ui/field.tsx';

type Props = {
  words: { readonly reason: string; readonly reasonHint: string };
  typed: string | undefined;
  error: string | undefined;
  /** Nothing stands before it that has to be filled in. */
  isFirst?: boolean;
};

/** Why an administrator does it: kept with the event, and read by the people it is done to. */
export function ReasonField({ words, typed, error, isFirst = false }: Props) {
  return (
    <Field
      id="reason"
      name="reason"
      label={words.reason}
      hint={words.reasonHint}
      type="text"
      autoComplete="off"
      required
      defaultValue={typed}
      error={error}
      {...(isFirst && { 'data-first-focus': '' })}
    />
  );
}
