import { isPortFree } from './supervisor/free-port.ts';
import type { PortSetting, Settings } from './settings.ts';

const flags: Record<PortSetting, string> = {
  port: '--port',
  emulatorPort: '--emulator-port',
  ec2Port: '--ec2-port',
  apiGatewayPort: '--api-gateway-port',
  credentialsPort: '--credentials-port',
  createUserPort: '--create-user-port',
  provisionInstancePort: '--provision-instance-port',
  viewStatsPort: '--view-stats-port',
};

/** Names a port that is taken, or given twice, in a sentence, before anything is started. */
export async function requirePorts(settings: Settings): Promise<void> {
  const wanted = Object.entries(flags) as [PortSetting, string][];
  const seen = new Map<number, string>();
  for (const [name, flag] of wanted) {
    const port = settings[name];
    const other = seen.get(port);
    if (other !== undefined) throw new Error(`Port ${port} is given to both ${other} and ${flag}.`);
    seen.set(port, flag);
    if (await isPortFree(port)) continue;
    throw new Error(`Port ${port} is taken by another program; choose another one: npm start -- ${flag} <port>.`);
  }
}
