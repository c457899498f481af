/** Browsers send a hundred or two; more than this is no browser's. */
const longestUserAgent = 300;

/** What is kept of a User-Agent header: text without control and invisible characters, of bounded length. */
export function cleanUserAgent(header = ''): string {
  return header.replace(/[\p{Cc}\p{Cf}]/gu, '').slice(0, longestUserAgent);
}
