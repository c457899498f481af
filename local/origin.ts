/** As browsers write it: the port that http has anyway is left out. */
export const originOf = (port: number): string => new URL(`http://127.0.0.1:${port}`).origin;
