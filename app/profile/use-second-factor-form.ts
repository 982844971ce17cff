'use client';
import { useReauthentication } from '#app/_frame/use-reauthentication.ts';
import { useForm } from '#app/_ui/use-form.ts';
import type { FormAction, FormState } from '#lib/result.ts';
import { recoveryField } from '#lib/rules/form/recovery-field.ts';

/** `useForm` for a form with `SecondFactorFields`: drops errors of the field that was switched away. */
export function useSecondFactorForm(
  action: FormAction,
  { isRecovery, notice }: { isRecovery: boolean; notice: string | null },
) {
  const [sent, send] = useForm(action);
  useReauthentication(sent);
  const state = without(sent, isRecovery ? 'code' : recoveryField);
  // Also true after the switch, where the field is new and has no error yet.
  const takesFocus = state.message === undefined && Object.keys(state.fields ?? {}).length === 0 && !notice;
  return { state, send, takesFocus };
}

function without(state: FormState, name: string): FormState {
  if (!state.fields || !(name in state.fields)) return state;
  const { [name]: _, ...fields } = state.fields;
  return { ...state, fields };
}
