import type { Lease } from './dhcp.ts';

/** What the owner asks of the process in the VPC's namespace; each is answered by its number. */
export type ToInside =
  /** Answered with the listening server. */
  | { type: 'listen'; id: number; host: string; port: number }
  /** Comes with a server: who connects to it from one of the networks is led to the machine. */
  | { type: 'forward'; id: number; name: string; host: string; port: number; source: string; cidrs: readonly string[] }
  /** A machine with this name may ask for its address by DHCP. */
  | { type: 'lease'; id: number; name: string; lease: Lease }
  /** Ends what was forwarded and leased under this name. */
  | { type: 'withdraw'; id: number; name: string };

/** The number 0 says that it runs. */
export type FromInside = { type: 'done'; id: number } | { type: 'failed'; id: number; reason: string };
