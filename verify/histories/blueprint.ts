import { blueprintDefinitionSchema } from '@cloudapp/contracts/blueprint';

/** What all machines of a history are: two steps and a check. */
export const blueprint = blueprintDefinitionSchema.parse({
  id: 'history',
  version: 1,
  name: 'History',
  summary: 'A machine of a history.',
  description: 'Installs in two steps.',
  icon: 'server',
  tags: [],
  baseImage: { name: 'Debian 12', parameter: '/aws/debian' },
  sizes: ['small'],
  defaultSize: 'small',
  diskGib: 8,
  userName: 'admin',
  steps: ['first', 'second'].map((id) => ({
    id,
    title: `Step ${id}`,
    run: 'true',
    timeoutSeconds: 300,
    expectedSeconds: 4,
  })),
  check: { run: 'true', timeoutSeconds: 60 },
  login: { firstSteps: 'Log in.' },
});
