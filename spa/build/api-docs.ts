import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import path from 'node:path';
import { runnerImport, type Plugin } from 'vite';

const require = createRequire(import.meta.url);

const page = `<!doctype html>
<html lang="en">
  <head>
    <meta charset="utf-8" />
    <meta name="viewport" content="width=device-width, initial-scale=1" />
    <title>CloudApp API</title>
    <link rel="icon" href="/favicon.svg" type="image/svg+xml" />
    <link rel="stylesheet" href="/api/docs/swagger-ui.css" />
  </head>
  <body>
    <main id="api"></main>
    <script src="/api/docs/swagger-ui-bundle.js"></script>
    <script src="/api/docs/start.js"></script>
  </body>
</html>
`;

// A script of its own: the content security policy allows none inline. It takes HTML by a trusted type alone, so Swagger's own, which
// it has sanitised, is made one; scripts and addresses of scripts stay refused.
const start = `window.trustedTypes?.createPolicy('default', { createHTML: (text) => text });
window.SwaggerUIBundle({ url: '/api/openapi.json', dom_id: '#api', deepLinking: true, validatorUrl: null });\n`;

async function swaggerFile(name: string): Promise<string> {
  return readFile(path.join(path.dirname(require.resolve('swagger-ui-dist/package.json')), name), 'utf8');
}

async function openApi(): Promise<string> {
  const { module } = await runnerImport<{ openApiDocument: () => unknown }>(
    path.resolve(import.meta.dirname, '../../packages/contracts/src/openapi.ts'),
    { configFile: false, logLevel: 'warn' },
  );
  return JSON.stringify(module.openApiDocument(), undefined, 2);
}

/** Every file of the API's documentation by its path below the origin. */
const files: Readonly<Record<string, { type: string; content: () => Promise<string> }>> = {
  'api/openapi.json': { type: 'application/json', content: openApi },
  'api/docs/index.html': { type: 'text/html', content: () => Promise.resolve(page) },
  'api/docs/start.js': { type: 'text/javascript', content: () => Promise.resolve(start) },
  'api/docs/swagger-ui.css': { type: 'text/css', content: () => swaggerFile('swagger-ui.css') },
  'api/docs/swagger-ui-bundle.js': { type: 'text/javascript', content: () => swaggerFile('swagger-ui-bundle.js') },
};

/** Puts the API's OpenAPI document and a page to read it beside the pages, in the build and in the dev server. */
export function apiDocs(): Plugin {
  return {
    name: 'cloudapp:api-docs',
    configureServer(server) {
      server.middlewares.use((request, response, next) => {
        const name = (request.url ?? '').slice(1).replace(/^api\/docs\/?$/, 'api/docs/index.html');
        const file = files[name];
        if (!file) {
          next();
          return;
        }
        file.content().then((content) => {
          response.setHeader('content-type', `${file.type}; charset=utf-8`).end(content);
        }, next);
      });
    },
    async generateBundle() {
      if (this.environment.name !== 'client') return;
      for (const [fileName, file] of Object.entries(files)) {
        this.emitFile({ type: 'asset', fileName, source: await file.content() });
      }
    },
  };
}
