import type { PolicyReport } from '@cloudapp/contracts/policy-report';
import { publicOrigin } from './test-service.ts';

/** As Chromium sends it, but for fields that are not read. */
export const sampleReport: PolicyReport = {
  type: 'csp-violation',
  body: {
    documentURL: `${publicOrigin}/machines?name=secret`,
    effectiveDirective: 'script-src-elem',
    blockedURL: 'https://evil.example/script.js?secret',
  },
};
