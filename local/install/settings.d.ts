import type { ServiceName } from '@cloudapp/contracts/service';

type Camel<Name extends string> = Name extends `${infer First}-${infer Rest}`
  ? `${First}${Capitalize<Camel<Rest>>}`
  : Name;
type ServicePort<Service extends ServiceName> = `${Camel<Service>}Port`;

export type PortName =
  | 'port'
  | 'mailboxPort'
  | 'emulatorPort'
  | 'ec2Port'
  | 'apiGatewayPort'
  | 'credentialsPort'
  | 'companyPort'
  | ServicePort<ServiceName>;
export const ports: Readonly<Record<PortName, number>>;
export function portNameOf<Service extends ServiceName>(service: Service): ServicePort<Service>;
export function variableOf(name: string): string;
export function flagOf(name: string): string;
export function helpFor(args: readonly string[]): string | undefined;
export function givenSettings(args: readonly string[], environment: NodeJS.ProcessEnv): Record<string, string>;
