/** How far the server's clock is ahead of the browser's, in milliseconds. */
let ahead = 0;
/** The header tells whole seconds (RFC 9110 §5.6.7). */
const secondMilliseconds = 1000;

/**
 * Learns from the `Date` header of an answer how far the clocks are apart. Clocks that may agree, given how long the answer took,
 * are taken to: a browser whose clock is right is never corrected.
 *
 * @param sentAt when the request was sent, by the browser's clock
 * @param receivedAt when the answer came
 */
export function noteServerDate(header: string | null, sentAt: number, receivedAt: number): void {
  const date = Date.parse(header ?? '');
  if (Number.isNaN(date)) return;
  const mayBe = (offset: number) => sentAt + offset < date + secondMilliseconds && receivedAt + offset >= date;
  if (mayBe(ahead)) return;
  ahead = mayBe(0) ? 0 : date + secondMilliseconds / 2 - (sentAt + receivedAt) / 2;
}

/** A time of the browser's clock by the server's, by which everything that the API says is meant. */
export function byServerClock(milliseconds: number): number {
  return milliseconds + ahead;
}
