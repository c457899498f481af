import type { Layout } from './layout.ts';
import type { Settings } from './settings.ts';
import type { Parts } from './supervisor/parts.ts';
import type { RunLock } from './supervisor/run-lock.ts';

export type Report = (line: string) => void;

/** One run of the local cloud: what it was told, where it keeps things, and what it has started so far. */
export interface ProductRun {
  settings: Settings;
  layout: Layout;
  lock: RunLock;
  parts: Parts;
  report: Report;
}
