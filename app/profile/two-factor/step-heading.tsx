/** How far one is, and what to do now. */
export function StepHeading({ step, children }: { step: 1 | 2 | 3; children: React.ReactNode }) {
  return (
    <div>
      <p className="hint">{`Step ${step} of 3`}</p>
      <h3>{children}</h3>
    </div>
  );
}
