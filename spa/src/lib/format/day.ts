export function formatDay(instant: string): string {
  return new Date(instant).toLocaleDateString('en-GB', { day: 'numeric', month: 'short', timeZone: 'UTC' });
}

/** The zone of the reader at an instant: "GMT+1" */
export function formatZone(instant?: string): string {
  const parts = new Intl.DateTimeFormat('en-GB', { timeZoneName: 'short' }).formatToParts(
    instant === undefined ? undefined : new Date(instant),
  );
  return parts.find(({ type }) => type === 'timeZoneName')?.value ?? 'local time';
}
