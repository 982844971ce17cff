'use client';
import { useState } from 'react';
import { useFormStatus } from 'react-dom';
import { Field } from './field.tsx';
import { useKitWords } from './kit-words.tsx';
import { useHydrated } from './use-hydrated.ts';

type Props = Omit<React.ComponentProps<typeof Field>, 'children' | 'type' | 'required'>;

/**
 * A password with Show and Hide. Hidden again when sent, so that browsers offer to store it and no bystander reads it.
 */
export function PasswordField({ id, ...rest }: Props) {
  const { password } = useKitWords();
  const { pending } = useFormStatus();
  const isHydrated = useHydrated();
  const [wantsToSee, setWantsToSee] = useState(false);
  const [hasCapsLock, setHasCapsLock] = useState(false);
  if (pending && wantsToSee) setWantsToSee(false);
  const noteCapsLock = (event: React.KeyboardEvent) => setHasCapsLock(event.getModifierState('CapsLock'));
  return (
    <div>
      <Field
        id={id}
        type={wantsToSee ? 'text' : 'password'}
        autoCapitalize="none"
        autoCorrect="off"
        spellCheck={false}
        required
        onKeyUp={noteCapsLock}
        onKeyDown={noteCapsLock}
        {...rest}
      >
        {(input) => (
          <div className="password-box">
            {input}
            {isHydrated && (
              <button
                type="button"
                className="password-toggle"
                aria-label={wantsToSee ? password.hideName : password.showName}
                aria-pressed={wantsToSee}
                aria-controls={id}
                onClick={() => setWantsToSee(!wantsToSee)}
              >
                {wantsToSee ? password.hide : password.show}
              </button>
            )}
          </div>
        )}
      </Field>
      <p role="status" className="hint">
        {hasCapsLock ? password.capsLock : ''}
      </p>
    </div>
  );
}
