// Loaded into each service by `node --import`: the service ends when the process that started it is gone.
// The services know nothing of it; on AWS nothing loads this file.
import process from 'node:process';

const FORCED_EXIT_MILLISECONDS = 8_000;

function endWithParent() {
  process.kill(process.pid, 'SIGTERM');
  setTimeout(() => process.exit(1), FORCED_EXIT_MILLISECONDS).unref();
}

process.stdin.once('end', endWithParent);
process.stdin.once('error', endWithParent);
process.stdin.resume();
process.stdin.unref?.();
