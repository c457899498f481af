import type { Plugin } from 'esbuild';

/** Packages that few runs of a function come to, and the files beside its own that they are in: parsed when they are asked for. */
export const lateModules: Readonly<Record<string, string>> = {
  '@simplewebauthn/server': 'simplewebauthn-server',
  'openid-client': 'openid-client',
  '@aws-sdk/client-secrets-manager': 'aws-sdk-client-secrets-manager',
  'date-holidays': 'date-holidays',
};

/** Leaves packages out of the code of functions that they import late, in files of their own. */
export const loadLate: Plugin = {
  name: 'load-late',
  setup(build) {
    build.onResolve({ filter: /^[@\w]/ }, ({ path, kind }) => {
      const file = lateModules[path];
      return kind === 'dynamic-import' && file !== undefined ? { path: `./${file}.mjs`, external: true } : undefined;
    });
  },
};
