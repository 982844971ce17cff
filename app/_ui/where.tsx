/** Browser and IP address of an event, as the tables of events show them; an unknown address is left out. */
export function Where({ browser, ipAddress }: { browser: string; ipAddress: string }) {
  return (
    <>
      {browser}{' '}
      {ipAddress !== 'unknown' && (
        <bdi dir="ltr" className="activity-address">
          {ipAddress}
        </bdi>
      )}
    </>
  );
}
