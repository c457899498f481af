import type { Plugin } from 'vite';
import { bundleCommandLine } from '../../packages/cli/src/bundle.ts';

/** Puts the command line beside the pages, so that whoever takes it from CloudApp has one that fits. */
export function commandLine(): Plugin {
  return {
    name: 'cloudapp:command-line',
    async generateBundle() {
      if (this.environment.name !== 'client') return;
      this.emitFile({ type: 'asset', fileName: 'cloudapp.mjs', source: await bundleCommandLine() });
    },
  };
}
