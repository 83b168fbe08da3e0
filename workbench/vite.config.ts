import react from '@vitejs/plugin-react';
import { defineConfig } from 'vitest/config';

const hub = process.env['HUB'] ?? 'http://127.0.0.1:8080';

export default defineConfig({
  plugins: [react()],
  build: {
    target: 'es2023',
    assetsInlineLimit: 0, // the hub's content security policy wants files, not data in scripts
    chunkSizeWarningLimit: 700,
  },
  server: { proxy: { '/api': hub, '/lists': hub, '/exports': hub, '/warnings': hub, '/.well-known': hub } },
  test: { environment: 'jsdom', include: ['src/**/*.test.{ts,tsx}'], setupFiles: ['src/testing/setup.ts'] },
});
