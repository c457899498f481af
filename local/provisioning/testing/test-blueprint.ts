import { blueprintDefinitionSchema } from '@cloudapp/contracts/blueprint';

/** The smallest blueprint there can be: one step, one secret, one tool. */
export const testBlueprint = blueprintDefinitionSchema.parse({
  id: 'tiny',
  version: 1,
  name: 'Tiny',
  summary: 'For tests.',
  description: 'For tests.',
  icon: 'server',
  tags: [],
  baseImage: { name: 'Debian 13', parameter: '/cloudapp-tests/debian/13' },
  sizes: ['small', 'medium'],
  defaultSize: 'small',
  diskGib: 8,
  userName: 'admin',
  steps: [{ id: 'only', title: 'The only step', run: 'true', expectedSeconds: 10 }],
  check: { run: 'true' },
  login: {
    tools: [{ name: 'Page', description: 'A page.', port: 8080, path: '/?token={secret}', secret: 'token' }],
    secrets: [{ id: 'token', label: 'Token of the page' }],
    firstSteps: 'Look around.',
  },
});
