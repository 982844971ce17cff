type Props = {
  number: number;
  /** Which step this is of how many, for readers. */
  step: string;
  children: React.ReactNode;
};

/** A step of a dialog: its number, and what to do now. */
export function StepHeading({ number, step, children }: Props) {
  return (
    <h3 className="flex items-center gap-2.5">
      <span className="step-number" aria-hidden="true">
        {number}
      </span>
      <span>
        <span className="sr-only">{step} </span>
        {children}
      </span>
    </h3>
  );
}
