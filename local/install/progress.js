const started = Date.now();

/**
 * One line of progress with the seconds since the start.
 *
 * @param {string} line
 */
export function report(line) {
  const seconds = ((Date.now() - started) / 1000).toFixed(1);
  process.stdout.write(`[${seconds.padStart(6)} s] ${line}\n`);
}

// A closed terminal must not keep us from stopping in order.
process.stdout.on('error', () => undefined);
process.stderr.on('error', () => undefined);
