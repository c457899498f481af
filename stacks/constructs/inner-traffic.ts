import type { Environment } from '../../config/environment.ts';

/** How the load balancers inside are spoken to. */
export interface InnerTraffic {
  readonly scheme: 'http' | 'https';
  readonly port: number;
  /** What a listener of theirs is made of. */
  readonly listener: {
    readonly port: number;
    readonly protocol: 'HTTP' | 'HTTPS';
    readonly certificateArn?: string;
    readonly sslPolicy?: string;
  };
}

/** TLS 1.3, and 1.2 with forward secrecy. */
const sslPolicy = 'ELBSecurityPolicy-TLS13-1-2-2021-06';

/**
 * TLS under the environment's own name where it has a certificate for it in its region. Without a name there is none that
 * CloudFront or nginx could check: then traffic stays inside AWS's network and ours, and groups say who may send any.
 */
export function innerTraffic({ domain }: Environment): InnerTraffic {
  const certificateArn = domain?.regionalCertificateArn;
  if (certificateArn === undefined) return { scheme: 'http', port: 80, listener: { port: 80, protocol: 'HTTP' } };
  return { scheme: 'https', port: 443, listener: { port: 443, protocol: 'HTTPS', certificateArn, sslPolicy } };
}
