'use client';
import { FocusHeading } from './focus-heading.tsx';
import { Icon } from './icon.tsx';
import { useKitWords } from './kit-words.tsx';
import { LeaveButton } from './modal-dialog.tsx';

type Props = {
  /** Names the dialog. */
  id: string;
  /** Where the focus begins: here, or in the first field. `now`: here as well when this replaces what had it. */
  focus?: 'heading' | 'field' | 'now';
  children: React.ReactNode;
};

/** The heading of a dialog, and the × that leaves it. */
export function DialogHead({ id, focus = 'heading', children }: Props) {
  const { close } = useKitWords();
  return (
    <div className="dialog-head">
      {focus === 'field' ? (
        <h2 id={id}>{children}</h2>
      ) : (
        <FocusHeading id={id} takesFocus={focus === 'now'}>
          {children}
        </FocusHeading>
      )}
      <LeaveButton look="icon" label={close}>
        <Icon name="close" />
      </LeaveButton>
    </div>
  );
}
