import { reportViolations } from '@cloudapp/contracts/policy-report';
import { apiPrefix } from '@cloudapp/contracts/route';
import { randomBytes } from 'node:crypto';
import type { ServerResponse } from 'node:http';

/** The same as in spa/nginx, but for HSTS, which has no place on a loopback address; headers.test.ts compares them. */
export const securityHeaders = (nonce: string): Readonly<Record<string, string>> => ({
  'content-security-policy': [
    "default-src 'none'",
    "script-src 'self'",
    `style-src 'self' 'nonce-${nonce}'`, // Mantine makes styles at run time
    "img-src 'self' data:",
    "font-src 'self'",
    "connect-src 'self'",
    "manifest-src 'self'",
    "base-uri 'none'",
    "form-action 'self'",
    "frame-ancestors 'none'",
    "require-trusted-types-for 'script'",
    'trusted-types default dompurify', // the pages' own, and that of the documentation's sanitiser
    'report-to policy',
  ].join('; '),
  'cross-origin-opener-policy': 'same-origin',
  'cross-origin-resource-policy': 'same-origin',
  'permissions-policy': 'camera=(), geolocation=(), microphone=()',
  'referrer-policy': 'same-origin',
  'reporting-endpoints': `policy="${apiPrefix}${reportViolations.path}"`,
  'x-content-type-options': 'nosniff',
  'x-frame-options': 'DENY',
});

/** @returns the nonce that the answer's policy lets styles carry */
export function setSecurityHeaders(response: ServerResponse): string {
  const nonce = randomBytes(16).toString('hex');
  for (const [name, value] of Object.entries(securityHeaders(nonce))) response.setHeader(name, value);
  return nonce;
}
