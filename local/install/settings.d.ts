export const ports: Readonly<{
  port: number;
  emulatorPort: number;
  ec2Port: number;
  apiGatewayPort: number;
  credentialsPort: number;
  createUserPort: number;
  provisionInstancePort: number;
  viewStatsPort: number;
}>;
export function flagOf(name: string): string;
export function helpFor(args: readonly string[]): string | undefined;
export function givenSettings(args: readonly string[], environment: NodeJS.ProcessEnv): Record<string, string>;
