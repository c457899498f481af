import type { Environment } from '../../config/environment.ts';

/** How the load balancer inside is spoken to, at one of its two doors. */
export interface InnerTraffic {
  readonly scheme: 'http' | 'https';
  readonly port: number;
  /** What a listener of it is made of. */
  readonly listener: {
    readonly port: number;
    readonly protocol: 'HTTP' | 'HTTPS';
    readonly certificateArn?: string;
    readonly sslPolicy?: string;
  };
}

/** Its doors: `front` for CloudFront, which asks at the usual port, `services` for nginx. */
export type Door = 'front' | 'services';

const ports = { http: { front: 80, services: 8081 }, https: { front: 443, services: 8443 } } as const;

/** TLS 1.3, and 1.2 with forward secrecy. */
const sslPolicy = 'ELBSecurityPolicy-TLS13-1-2-2021-06';

/**
 * TLS under the environment's own name where it has a certificate for it in its region. Without a name there is none that
 * CloudFront or nginx could check: then traffic stays inside AWS's network and ours, and groups say who may send any.
 */
export function innerTraffic({ domain }: Environment, door: Door): InnerTraffic {
  const certificateArn = domain?.regionalCertificateArn;
  const scheme = certificateArn === undefined ? 'http' : 'https';
  const port = ports[scheme][door];
  if (certificateArn === undefined) return { scheme, port, listener: { port, protocol: 'HTTP' } };
  return { scheme, port, listener: { port, protocol: 'HTTPS', certificateArn, sslPolicy } };
}
