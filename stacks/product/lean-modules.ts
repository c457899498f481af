import type { Plugin } from 'esbuild';
import { readFileSync } from 'node:fs';

/** Lambda hands a function its role's credentials in variables; the SDK's chain asks them first, and then has what else there could be. */
const credentialsOfVariables = "export { fromEnv as defaultProvider } from '@aws-sdk/credential-provider-env';";

/** Only pino's transports run in threads, and no function has a transport. */
const noThreads = 'module.exports = undefined;';

const replacements: Readonly<Record<string, string>> = {
  '@aws-sdk/credential-provider-node': credentialsOfVariables,
  'thread-stream': noThreads,
};

/**
 * Leaves out of a function what its packages bring and it never runs. What a cold start loads it must also parse, which takes longer
 * than all that is run then.
 */
export const leanModules: Plugin = {
  name: 'lean-modules',
  setup(build) {
    build.onResolve({ filter: /^(@aws-sdk\/credential-provider-node|thread-stream)$/ }, ({ path, resolveDir }) => ({
      path,
      namespace: 'lean-modules',
      pluginData: resolveDir,
    }));
    build.onLoad({ filter: /.*/, namespace: 'lean-modules' }, ({ path, pluginData }) => ({
      contents: replacements[path],
      resolveDir: String(pluginData),
    }));
    build.onLoad({ filter: /@aws-sdk.client-[a-z0-9]+.dist-es.schemas.schemas_\d+\.js$/ }, ({ path }) => ({
      contents: withLiteralKeys(readFileSync(path, 'utf8')),
    }));
    build.onLoad({ filter: /@aws-sdk.[a-z0-9-]+.package\.json$/ }, ({ path }) => ({
      contents: withVersionAlone(readFileSync(path, 'utf8')),
      loader: 'json',
    }));
  },
};

/**
 * An SDK's client describes all that its service knows, by objects with keys such as `[_xN]` for `const _xN = "xmlName"`. A key that is
 * computed could do anything, so esbuild keeps every description; what has plain keys goes where nothing asks for it.
 */
export function withLiteralKeys(source: string): string {
  const names = new Map([...source.matchAll(/^const (_\w+) = (".*");$/gm)].map(([, name, text]) => [name, text]));
  return source.replaceAll(/\[(_\w+)\]:/g, (key, name: string) => {
    const text = names.get(name);
    return text === undefined ? key : `${text}:`;
  });
}

/** Clients tell AWS their version, for which they bring all of their package's description. */
function withVersionAlone(description: string): string {
  const { version } = JSON.parse(description) as { version: string };
  return JSON.stringify({ version });
}
