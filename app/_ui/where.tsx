/** Browser and address of an event, as the tables of events show them; an address that nobody knows is left out. */
export function Where({ browser, address }: { browser: string; address: string }) {
  return (
    <>
      {browser}{' '}
      {address !== 'unknown' && (
        <bdi dir="ltr" className="activity-address">
          {address}
        </bdi>
      )}
    </>
  );
}
