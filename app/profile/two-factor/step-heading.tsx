type Props = { step: 1 | 2 | 3; of?: 2 | 3; children: React.ReactNode };

/** Which step this is, and what to do now. */
export function StepHeading({ step, of = 3, children }: Props) {
  return (
    <div>
      <p className="hint">{`Step ${step} of ${of}`}</p>
      <h3>{children}</h3>
    </div>
  );
}
