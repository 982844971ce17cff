'use client';
import { useRouter } from 'next/navigation';
import { createContext, use, useEffect, useRef, useTransition } from 'react';
import { useHydrated } from './use-hydrated.ts';

type Leave = { leave: () => void; close: () => void; closeTo: string };
const LeaveContext = createContext<Leave | null>(null);

type Props = {
  titleId: string;
  /** The page without the dialog. */
  closeTo: string;
  /** Ids of what takes the focus afterwards: the first one that is still there. */
  returnFocusTo: readonly string[];
  /** Called when the user wants to leave (Esc, Cancel, Done); false keeps the dialog open. */
  mayLeave?: () => boolean;
  children: React.ReactNode;
};

/**
 * A dialog that the server opened: there it is plain markup that works without JavaScript, here it becomes
 * modal. It never closes by itself, so that nothing on it is lost by a stray key.
 */
export function ModalDialog({ titleId, closeTo, returnFocusTo, mayLeave = () => true, children }: Props) {
  const dialog = useRef<HTMLDialogElement>(null);
  const isLeaving = useRef(false);
  const [isGoing, startGoing] = useTransition();
  const router = useRouter();

  // Also when leaving was interrupted, because the user opened the dialog again before it was gone.
  useEffect(() => {
    if (isGoing) return;
    isLeaving.current = false;
    show(dialog.current);
  }, [isGoing]);

  const close = () => {
    isLeaving.current = true;
    dialog.current?.close();
    returnFocusTo
      .map((id) => document.getElementById(id))
      .find(Boolean)
      ?.focus();
    startGoing(() => router.replace(closeTo, { scroll: false }));
  };
  const leave = () => {
    if (mayLeave()) close();
  };
  return (
    <dialog
      ref={dialog}
      open
      className="dialog"
      aria-labelledby={titleId}
      onCancel={(event) => {
        event.preventDefault();
        leave();
      }}
      onKeyDown={(event) => {
        if (event.key !== 'Escape') return;
        // Browsers let a second Esc through `cancel` unasked; not when the key itself is handled.
        event.preventDefault();
        leave();
      }}
      onClose={() => {
        if (!isLeaving.current) dialog.current?.showModal();
      }}
    >
      <LeaveContext value={{ leave, close, closeTo }}>{children}</LeaveContext>
    </dialog>
  );
}

function show(dialog: HTMLDialogElement | null): void {
  if (!dialog || dialog.matches(':modal')) return;
  dialog.removeAttribute('open');
  dialog.showModal();
  const first = ['[role=alert]', '[data-first-focus]', 'input:not([type=hidden], [tabindex="-1"], [readonly])'];
  first
    .map((selector) => dialog.querySelector<HTMLElement>(selector))
    .find(Boolean)
    ?.focus();
}

type LeaveProps = {
  /** Leaves without `mayLeave`. */
  unasked?: boolean;
  look?: 'quiet' | 'primary' | 'danger-quiet' | 'icon';
  /** Its name, where it shows no words. */
  label?: string;
  children: React.ReactNode;
};

/** Leaves its dialog. A link where no script runs. */
export function LeaveButton({ unasked = false, look = 'quiet', label, children }: LeaveProps) {
  const dialog = use(LeaveContext);
  const className = look === 'icon' ? 'button button-icon dialog-close' : `button button-${look}`;
  if (!useHydrated()) {
    return (
      <a href={dialog?.closeTo} aria-label={label} className={className}>
        {children}
      </a>
    );
  }
  return (
    <button type="button" aria-label={label} className={className} onClick={unasked ? dialog?.close : dialog?.leave}>
      {children}
    </button>
  );
}
