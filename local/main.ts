import { mkdir, rm } from 'node:fs/promises';
import { originOf } from './origin.ts';
import { requirePorts } from './install/ports.js';
import { layoutOf } from './layout.ts';
import { removeReadyFile } from './ready-file.ts';
import { readSettings, type Settings } from './settings.ts';
import type { Report } from './product-run.ts';
import { startProduct } from './product.ts';
import { watchNpm } from './supervisor/parent-watch.ts';
import { Parts } from './supervisor/parts.ts';
import { acquireRunLock } from './supervisor/run-lock.ts';

/** Starts the local cloud and stays until told to stop or until a part of it ends. Exit code: 0 stopped, 1 failed. */
export async function runLocalCloud(args: readonly string[], report: Report): Promise<number> {
  const settings = readSettings(args, process.env);
  const layout = layoutOf(settings.directory);
  const lock = await acquireRunLock(layout.lockFile, originOf(settings.port));
  try {
    await requirePorts(settings);
    await removeReadyFile(layout.readyFile);
    if (settings.reset) await forget(settings, report);
    await mkdir(layout.state, { recursive: true, mode: 0o700 });
    return await runUntilStopped(report, async (parts) => {
      await startProduct({ settings, layout, lock, parts, report });
    });
  } finally {
    await removeReadyFile(layout.readyFile);
    await lock.release();
  }
}

async function forget({ directory }: Settings, report: Report): Promise<void> {
  const { state, logs } = layoutOf(directory);
  await rm(state, { recursive: true, force: true });
  await rm(logs, { recursive: true, force: true });
  report('began anew: everything of before is gone');
}

/** Signals and crashes end in the same orderly stop; a second Ctrl-C does not wait for it. */
async function runUntilStopped(report: Report, start: (parts: Parts) => Promise<void>): Promise<number> {
  let exitCode = 0;
  let wake: () => void = () => undefined;
  const woken = new Promise<void>((resolve) => {
    wake = resolve;
  });
  const fail = (sentence: string): void => {
    report(sentence);
    exitCode = 1;
    wake();
  };
  const parts = new Parts(fail);
  onSignals(() => {
    report('stopping; the emulator saves its state last');
    wake();
  });
  watchNpm(wake);
  const onError = (error: unknown): void => {
    console.error(error);
    fail('Something unforeseen happened; stopping.');
  };
  process.on('uncaughtException', onError);
  process.on('unhandledRejection', onError);

  const started = start(parts).catch((error: unknown) => {
    if (!parts.isStopping) fail(error instanceof Error ? error.message : String(error));
  });
  await woken;
  await parts.stop();
  await started;
  return exitCode;
}

function onSignals(stop: () => void): void {
  let count = 0;
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
    process.on(signal, () => {
      count += 1;
      if (count === 1) stop();
      else if (signal === 'SIGINT' && count > 2) process.exit(130);
    });
  }
}
