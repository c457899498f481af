import type { Blueprint, Size, SizeId } from '@cloudapp/contracts/blueprint';

export const sizes: Readonly<Record<SizeId, Size>> = {
  small: { id: 'small', instanceType: 't3a.small', vcpu: 2, memoryGib: 2, pricePerHour: 0.0188 },
  medium: { id: 'medium', instanceType: 't3a.medium', vcpu: 2, memoryGib: 4, pricePerHour: 0.0376 },
  large: { id: 'large', instanceType: 't3a.large', vcpu: 2, memoryGib: 8, pricePerHour: 0.0752 },
  xlarge: { id: 'xlarge', instanceType: 't3a.xlarge', vcpu: 4, memoryGib: 16, pricePerHour: 0.1504 },
};

type Outline = Pick<
  Blueprint,
  'id' | 'name' | 'summary' | 'description' | 'icon' | 'tags' | 'keywords' | 'expectedSeconds'
> & {
  readonly steps: readonly string[];
  readonly tools?: Blueprint['tools'];
  readonly sizeIds?: readonly SizeId[];
};

function blueprint({ steps, tools = [], sizeIds = ['small', 'medium', 'large'], ...outline }: Outline): Blueprint {
  return {
    ...outline,
    version: 3,
    baseImage: 'Debian 13',
    sizes: sizeIds.map((id) => ({ ...sizes[id], costPerHour: sizes[id].pricePerHour + 0.0072 })),
    defaultSize: sizeIds.includes('medium') ? 'medium' : (sizeIds[0] ?? 'small'),
    diskGib: 20,
    stoppedCostPerHour: 0.0022,
    userName: 'admin',
    openPorts: [22],
    steps: steps.map((title, index) => ({ id: `step-${index}`, title, expectedSeconds: 20 })),
    tools: [...tools],
    learnt: true,
  };
}

export function blueprints(): Blueprint[] {
  return [
    blueprint({
      id: 'postgresql',
      name: 'PostgreSQL server',
      summary: 'PostgreSQL 17 with a database and user of your own, tuned to the size you pick.',
      description:
        'A database server with one empty database, a user with a generated password, and daily backups on its own disk.',
      icon: 'database',
      tags: ['database', 'sql'],
      keywords: ['db', 'postgres'],
      expectedSeconds: 74,
      steps: [
        'Updating the system',
        'Installing PostgreSQL',
        'Tuning memory',
        'Creating your database',
        'Setting up backups',
      ],
      tools: [{ name: 'PostgreSQL', description: 'The database, from your own computer', scheme: 'postgresql' }],
    }),
    blueprint({
      id: 'docker-host',
      name: 'Docker host',
      summary: 'Docker Engine and Compose, ready for your containers.',
      description: 'Docker Engine from Debian with Compose. Your user may run containers without sudo.',
      icon: 'container',
      tags: ['containers'],
      keywords: ['kubernetes'],
      expectedSeconds: 58,
      steps: ['Updating the system', 'Installing Docker', 'Adding you to the docker group', 'Running hello-world'],
    }),
    blueprint({
      id: 'python-data-science',
      name: 'Python data science',
      summary: 'JupyterLab with pandas, NumPy, scikit-learn and Matplotlib.',
      description:
        'A Python environment of its own with the libraries that analyses begin with, and JupyterLab in your browser.',
      icon: 'flask',
      tags: ['python', 'notebooks'],
      keywords: ['jupyter'],
      expectedSeconds: 170,
      sizeIds: ['medium', 'large', 'xlarge'],
      steps: ['Updating the system', 'Installing Python', 'Installing the libraries', 'Starting JupyterLab'],
      tools: [{ name: 'JupyterLab', description: 'Notebooks in your browser', scheme: 'http' }],
    }),
    blueprint({
      id: 'nodejs',
      name: 'Node.js box',
      summary: 'Node.js LTS with npm, git and build tools.',
      description: 'What a web project needs: Node.js, npm, git, a compiler for native modules, and room to work.',
      icon: 'code',
      tags: ['javascript', 'web'],
      keywords: ['node'],
      expectedSeconds: 49,
      steps: ['Updating the system', 'Installing Node.js', 'Installing build tools'],
    }),
    blueprint({
      id: 'browser-ide',
      name: 'Browser IDE',
      summary: 'VS Code in your browser, with a terminal on the machine.',
      description: 'code-server with git and common tools: open a tab and go on working from any computer.',
      icon: 'terminal',
      tags: ['editor'],
      keywords: ['vscode'],
      expectedSeconds: 82,
      steps: ['Updating the system', 'Installing code-server', 'Starting the editor'],
      tools: [{ name: 'Editor', description: 'VS Code in your browser', scheme: 'http' }],
    }),
    blueprint({
      id: 'web-server',
      name: 'Web server',
      summary: 'nginx with sensible defaults and a page to replace.',
      description: 'nginx, compressed and hardened, serving a folder that you can write to.',
      icon: 'world',
      tags: ['web'],
      keywords: ['http'],
      expectedSeconds: 38,
      sizeIds: ['small', 'medium'],
      steps: ['Updating the system', 'Installing nginx', 'Publishing the first page'],
    }),
  ];
}
