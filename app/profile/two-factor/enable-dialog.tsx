'use client';
import { useState } from 'react';
import { ModalDialog } from '#app/_ui/modal-dialog.tsx';
import { useForm } from '#app/_ui/use-form.ts';
import { enableAction } from './actions.ts';
import { EnableForm } from './enable-form.tsx';
import type { Person } from './person.ts';
import { SaveCodes } from './save-codes.tsx';

type Props = {
  person: Person;
  /** Step 1, made on the server; null once two-factor is on. */
  scan: React.ReactNode;
  /** In place of the password, for people without one. */
  proof: React.ReactNode;
  notice: string | null;
  /** Which set of one-time passwords this is. */
  edition: number;
};

/** The three steps of turning two-factor on. Holds the one-time passwords while they are shown, and nowhere else. */
export function EnableDialog({ person, scan, proof, notice, edition }: Props) {
  const [state, send] = useForm(enableAction);
  const [isSaved, setIsSaved] = useState(false);
  const [isAsking, setIsAsking] = useState(false);
  const codes = state.recoveryCodes;
  if (!codes && !scan) return null;

  const mayLeave = () => {
    if (!codes || isSaved) return true;
    // Esc while the question stands there means "go back".
    setIsAsking(!isAsking);
    return false;
  };
  return (
    <ModalDialog
      titleId="enable-title"
      closeTo="/profile/two-factor"
      returnFocusTo={['enable', 'two-factor-heading']}
      mayLeave={mayLeave}
    >
      {codes ? (
        <SaveCodes
          person={person}
          codes={codes}
          edition={edition}
          isAsking={isAsking}
          onSaved={() => setIsSaved(true)}
          onGoBack={() => setIsAsking(false)}
        />
      ) : (
        <EnableForm person={person} scan={scan} proof={proof} state={state} notice={notice} send={send} />
      )}
    </ModalDialog>
  );
}
