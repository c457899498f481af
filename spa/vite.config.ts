import react from '@vitejs/plugin-react';
import { defineConfig, type ProxyOptions } from 'vite';
import { apiDocs } from './build/api-docs.ts';
import { mockApi } from './build/mock-api.ts';

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

export default defineConfig(({ mode }) => ({
  root: import.meta.dirname,
  plugins: [react(), apiDocs(), ...(mode === 'mock' ? [mockApi()] : [])],
  build: {
    target: 'es2022',
    manifest: true,
    // The content security policy lets no script or font come from a data: address.
    assetsInlineLimit: 0,
    chunkSizeWarningLimit: 700,
  },
  server: {
    host: '127.0.0.1',
    proxy: mode === 'mock' ? {} : { '/api': ownPagesOnly },
  },
}));
