import { join } from 'node:path';
import { ensurePythonEnvironment, type Report } from '../install/python-environment.ts';

const miniStack = {
  title: 'MiniStack (the AWS emulator)',
  name: 'ministack',
  requirementsFile: join(import.meta.dirname, 'requirements.txt'),
};

/** Installs MiniStack into `venvDir` and gives back the path of its Python. */
export async function ensureMiniStack(venvDir: string, report: Report): Promise<string> {
  return ensurePythonEnvironment(miniStack, venvDir, report);
}
