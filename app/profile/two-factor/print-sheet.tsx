import type { Sheet } from './dialog-context.ts';

/** What is printed: the codes and how to use them. Neither the key nor the QR code. */
export function PrintSheet({ sheet, codes }: { sheet: Sheet; codes: readonly string[] }) {
  return (
    <div className="print-only print-sheet" aria-hidden="true">
      <p className="print-title">
        {sheet.mark}
        {sheet.title}
      </p>
      <dl className="print-facts">
        {sheet.facts.map(({ name, value }) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd>
              <bdi>{value}</bdi>
            </dd>
          </div>
        ))}
      </dl>
      <p>{sheet.use}</p>
      <ol className="print-codes">
        {codes.map((code, index) => (
          <li key={code}>
            <span className="print-box" />
            <span>{index + 1}</span>
            <bdi dir="ltr">{code}</bdi>
          </li>
        ))}
      </ol>
      <ol className="print-steps">
        {sheet.steps.map((step) => (
          <li key={step}>{step}</li>
        ))}
      </ol>
      {sheet.notes.map((note) => (
        <p key={note}>{note}</p>
      ))}
    </div>
  );
}
