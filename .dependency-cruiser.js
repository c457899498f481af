/** Imports go one way (docs/architecture.md, "Who may import whom"). */
const forbid = (name, from, to, comment) => ({
  name,
  severity: 'error',
  comment,
  from: { path: from },
  to: { path: to },
});

export default {
  forbidden: [
    { name: 'no-cycles', severity: 'error', from: {}, to: { circular: true } },
    forbid(
      'contracts-stand-alone',
      '^packages/contracts/',
      '^(packages/(service-kit|data|machines)|microservices|functions|spa|local|stacks|config|e2e|bench)/',
    ),
    forbid(
      'kit-reaches-contracts-only',
      '^packages/service-kit/',
      '^(packages/(data|machines)|microservices|functions|spa|local|stacks|config|e2e|bench)/',
    ),
    forbid(
      'data-reaches-contracts-only',
      '^packages/data/',
      '^(packages/(service-kit|machines)|microservices|functions|spa|local|stacks|config|e2e|bench)/',
    ),
    forbid(
      'machines-reach-contracts-and-data-only',
      '^packages/machines/',
      '^(packages/service-kit|microservices|functions|spa|stacks|config|e2e|bench)/',
    ),
    forbid(
      'spa-reaches-contracts-only',
      '^spa/src/',
      '^(packages/(service-kit|data|machines)|microservices|functions|local|stacks|config|e2e|bench)/',
    ),
    forbid('logic-reaches-packages-only', '^(microservices|functions)/', '^(spa|local|stacks|config|e2e|bench)/'),
    {
      name: 'services-stand-apart',
      severity: 'error',
      from: { path: '^microservices/([^/]+)/' },
      to: { path: '^microservices/', pathNot: '^microservices/$1/' },
    },
    forbid(
      'nothing-imports-local',
      '^(packages|microservices|functions|spa|stacks|config|main)',
      '^(local|e2e|bench)/',
    ),
    forbid('stacks-import-types-of-logic-only', '^stacks/', '^(microservices|functions)/(?!.*environment)'),
    {
      name: 'domain-is-pure',
      severity: 'error',
      from: { path: '^(microservices/[^/]+|packages/machines)/src/domain/', pathNot: '[.]test[.]ts$' },
      to: { path: '(/src/(routes|adapters)/|node_modules/(koa|@koa|@aws-sdk)/)' },
    },
    {
      name: 'features-stand-apart',
      severity: 'error',
      from: { path: '^spa/src/features/([^/]+)/' },
      to: { path: '^spa/src/features/', pathNot: '^spa/src/features/$1/' },
    },
    forbid('shared-before-features', '^spa/src/(lib|components)/', '^spa/src/(features|app)/'),
    forbid('features-before-app', '^spa/src/features/', '^spa/src/app/'),
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.base.json' },
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'require', 'node', 'default'],
      extensions: ['.ts', '.tsx', '.js', '.json'],
    },
  },
};
