import { fileURLToPath } from 'node:url';
import react from '@vitejs/plugin-react';
import { defineConfig, type ProxyOptions } from 'vite';
import { apiDocs } from './build/api-docs.ts';
import { commandLine } from './build/command-line.ts';
import { mockApi } from './build/mock-api.ts';
import { themeCss } from './build/theme-css.ts';

const product = 'http://127.0.0.1:8080';

/** The product takes requests of its own page alone: those of the page that is worked on count as such, others stay what they are. */
const ownPagesOnly: ProxyOptions = {
  target: product,
  changeOrigin: true,
  configure: (proxy) => {
    proxy.on('proxyReq', (outgoing, { headers }) => {
      if (headers.origin === `http://${headers.host ?? ''}`) outgoing.setHeader('origin', product);
    });
  },
};

/**
 * Libraries change less often than pages, so that a browser keeps them over a release, and in one piece they pack better. What fewer
 * than eighteen pages and dialogs share stays with those; React is apart, for the sign-in page has no use for the others. Small modules that
 * many share are in one piece, too: as many files, each packed by itself, weigh more. How many is many is what `check:size` measured best.
 */
const libraries = [
  { name: 'react', test: /node_modules\/(react|react-dom|scheduler)\//, priority: 2 },
  {
    name: 'libraries',
    test: /node_modules\/(@mantine\/(core|hooks)|@tanstack|react-router)\//,
    minShareCount: 18,
    priority: 1,
  },
  { name: 'shared', test: /spa\/src\/lib\//, minShareCount: 10, priority: 0 },
  { name: 'icons', test: /node_modules\/@tabler/, minShareCount: 8, priority: 1 },
  { name: 'machine-parts', test: /spa\/src\/modules\/machines/, minShareCount: 5, priority: 1 },
];

/**
 * What the first load needs in any case, and so many other pages that each of these files would be a download of its own: in one piece
 * they pack better.
 */
const start = {
  name: 'start',
  test: /spa\/src\/(lib\/(address|server-clock|unsaved-items|use-document-title|use-focus-on-arrival|use-now|use-page-heading|paths|passkey-support)\.ts|lib\/api\/(api-error|call-api|endpoints|known-answers|question|shown-user)\.ts|components\/(plain\/.*|brand|logo|notice|state-page|states-at-hand)\.)/,
  priority: 3,
};

/** Small parts that nearly all pages have. Not among them are the icons, of which the sign-in page has some, and
 * would get all, and what asks before something is done: with it, the sign-in page got them all, too. */
const shared = { name: 'shared', test: /spa\/src\/components\/(?!icons|confirm-)/, minShareCount: 14, priority: 1 };

/** Its package names the build with warnings for developers alone; the other lies beside it. */
const quietRouter = fileURLToPath(
  import.meta.resolve('react-router').replace('/development/', '/production/').replace(/\.js$/, '.mjs'),
);

export default defineConfig(({ mode, command }) => ({
  root: import.meta.dirname,
  resolve: { alias: command === 'build' ? [{ find: /^react-router$/, replacement: quietRouter }] : [] },
  plugins: [react(), themeCss(), apiDocs(), commandLine(), ...(mode === 'mock' ? [mockApi()] : [])],
  build: {
    target: 'es2022',
    manifest: true,
    // Every browser that knows AbortSignal.any, without which no request is sent, preloads modules itself.
    modulePreload: { polyfill: false },
    // The content security policy lets no script or font come from a data: address.
    assetsInlineLimit: 0,
    chunkSizeWarningLimit: 700,
    rolldownOptions: {
      output: {
        // Every page names the many files that it shares with others, which takes a hundredth of what it weighs: these are short.
        chunkFileNames: ({ isDynamicEntry }) => `assets/${isDynamicEntry ? '[name]-' : ''}[hash].js`,
        codeSplitting: { groups: [...libraries, start, shared] },
      },
    },
  },
  server: {
    host: '127.0.0.1',
    proxy: mode === 'mock' ? {} : { '/api': ownPagesOnly },
  },
}));
