import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';
import { apiDocs } from './build/api-docs.ts';
import { mockApi } from './build/mock-api.ts';

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
    proxy: mode === 'mock' ? {} : { '/api': 'http://127.0.0.1:8080' },
  },
}));
