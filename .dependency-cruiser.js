/**
 * Who may import whom, besides their own folder; docs/architecture.md says the same in words. What scripts call follows the
 * same table (boundaries.test.ts).
 */
const mayImport = {
  'packages/contracts': [],
  'packages/audit-proof': [],
  'packages/service-kit': ['packages/contracts/'],
  'packages/data': ['packages/(contracts|audit-proof)/'],
  'packages/accounts': ['packages/(contracts|data)/'],
  'packages/machines': ['packages/(contracts|data)/'],
  'packages/cli': ['packages/(contracts|audit-proof)/'],
  // The pages have the command line beside them, to be downloaded.
  spa: ['packages/contracts/', 'packages/cli/src/bundle[.]ts$'],
  microservices: ['packages/'],
  functions: ['packages/'],
  config: ['packages/contracts/'],
  // functions/login/definition.ts reads the state machine and the API, which are deployed as they are written.
  stacks: [
    'config/',
    'packages/(contracts|data)/',
    '(microservices|functions)/.*environment[.]ts$',
    'functions/login/definition[.]ts$',
  ],
  commands: ['config/', 'stacks/', 'packages/'],
  local: ['(packages|microservices|functions|spa|config|stacks|commands)/'],
  verify: ['(packages|microservices|functions|spa|config|stacks|commands|local)/'],
  e2e: ['(packages|microservices|functions|spa|config|stacks|commands|local)/'],
  bench: ['(packages|microservices|functions|spa|config|stacks|commands|local|e2e|verify)/'],
};

const folders = Object.keys(mayImport);
/** Each file of ours is in a listed folder, or stands at the top level. */
const ours = `^(${[...folders, 'packages'].join('|')})/`;

const reachesOnly = ([folder, others]) => ({
  name: `${folder}-reaches-only-what-it-may`,
  severity: 'error',
  from: { path: `^${folder}/` },
  to: { path: `${ours}|^[^/]+[.](ts|js)$`, pathNot: [`^${folder}/`, ...others.map((other) => `^${other}`)] },
});

/** What the domain must not reach. */
const impure = [
  '^(microservices|packages|functions)/.*/(application|adapters|routes)/',
  '^packages/service-kit/',
  '^packages/data/src/(.*-repository|transaction|conflict|conditional-write|database)[.]ts$',
  'node_modules/(koa|@koa|@aws-sdk|@smithy)/',
].join('|');

const forbid = (name, from, to) => ({ name, severity: 'error', from: { path: from }, to: { path: to } });

/** The folders of what pages are drawn with. */
const pageParts = ['^spa/src/components/', '^spa/src/(modules|features)/[^/]+/components/'];

export default {
  forbidden: [
    { name: 'no-cycles', severity: 'error', from: {}, to: { circular: true } },
    {
      name: 'every-folder-is-listed',
      severity: 'error',
      from: { pathNot: `^(${folders.join('|')})/|^[^/]+$` },
      to: {},
    },
    ...Object.entries(mayImport).map(reachesOnly),
    {
      name: 'stacks-import-types-of-logic-only',
      severity: 'error',
      from: { path: '^stacks/' },
      to: {
        path: '^(microservices|functions)/',
        pathNot: '^functions/login/definition[.]ts$',
        dependencyTypesNot: ['type-only'],
      },
    },
    {
      name: 'services-and-functions-stand-apart',
      severity: 'error',
      from: { path: '^(microservices|functions)/([^/]+)/' },
      to: { path: '^(microservices|functions)/', pathNot: '^$1/$2/' },
    },
    {
      // Rules know no I/O, over however many files: neither the frame of a service, nor AWS, nor who reads and writes.
      name: 'domain-is-pure',
      severity: 'error',
      from: { path: '/domain/', pathNot: '[.]test[.]ts$' },
      to: { path: impure, reachable: true },
    },
    {
      // What a use case needs comes in by argument.
      name: 'application-knows-no-frame',
      severity: 'error',
      from: { path: '^(microservices|packages|functions)/.*/application/', pathNot: '[.]test[.]ts$' },
      to: { path: '/src/routes/|^packages/service-kit/|node_modules/(koa|@koa)/' },
    },
    {
      name: 'features-stand-apart',
      severity: 'error',
      from: { path: '^spa/src/features/([^/]+)/' },
      to: { path: '^spa/src/features/', pathNot: '^spa/src/features/$1/' },
    },
    forbid('shared-before-modules', '^spa/src/(lib|components)/', '^spa/src/(modules|features|app)/'),
    forbid('modules-before-features', '^spa/src/modules/', '^spa/src/(features|app)/'),
    forbid('features-before-app', '^spa/src/features/', '^spa/src/app/'),
    {
      name: 'components-take-props-only',
      severity: 'error',
      comment: 'What a component shows comes from its page; of pages and queries it may know the types.',
      from: { path: pageParts, pathNot: '[.]test[.]tsx?$' },
      to: {
        path: ['^spa/src/', 'node_modules/@tanstack/'],
        pathNot: [...pageParts, '^spa/src/lib/(?!api/)', '^spa/src/lib/api/api-error'],
        dependencyTypesNot: ['type-only'],
      },
    },
    {
      name: 'shared-asks-no-api',
      severity: 'error',
      from: { path: '^spa/src/(lib|components)/', pathNot: '^spa/src/lib/api/' },
      to: { path: ['^spa/src/lib/api/(?!api-error)', 'node_modules/@tanstack/'] },
    },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '^[.](cache|local|git)/|(^|/)(dist|cdktf[.]out|test-results|playwright-report)/' },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.base.json' },
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'require', 'node', 'default'],
      extensions: ['.ts', '.tsx', '.js'],
    },
  },
};
