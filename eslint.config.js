import js from '@eslint/js';
import prettier from 'eslint-config-prettier';
import jsxA11y from 'eslint-plugin-jsx-a11y';
import playwright from 'eslint-plugin-playwright';
import reactHooks from 'eslint-plugin-react-hooks';
import testingLibrary from 'eslint-plugin-testing-library';
import vitest from '@vitest/eslint-plugin';
import globals from 'globals';
import tseslint from 'typescript-eslint';

/** The half of no-meaningless-void-operator that oxlint lacks: only a call, an assignment and 0 may stand behind `void`. */
const emptyVoid = {
  selector: [
    'UnaryExpression[operator="void"][argument.value!=0]',
    ':not([argument.type=/^(Call|Assignment|Chain|Sequence|TS\\w+)Expression$/])',
  ].join(''),
  message: 'Only a call has a value to discard.',
};

/** A page's address, or a route of the API, as text: `paths.ts` and `endpoints.ts` have them, and nobody else. */
const addressMessage = 'Take the address from lib/paths.ts, the route from lib/api/endpoints.ts.';
const typedAddresses = [
  'Literal[value=/^\\u002F([a-z]|$)/]',
  'TemplateElement[value.raw=/^\\u002F[a-z]/]',
  'JSXOpeningElement[name.name="Route"] > JSXAttribute[name.name="path"] > Literal[value!="*"]',
].map((selector) => ({ selector, message: addressMessage }));

/** A key typed again far from its query invalidates nothing once one of the two changes. */
const keysApartFromQueries = [
  {
    selector: 'Property[key.name="queryKey"] > ArrayExpression > Literal',
    message: 'A query and its key stand in an api/ folder; take the key from there.',
  },
];

const waysAroundTheClient = ['fetch', 'XMLHttpRequest', 'EventSource', 'WebSocket'].map((name) => ({
  name,
  message: 'Ask the API through callApi.',
}));

export default tseslint.config(
  {
    ignores: [
      '**/node_modules',
      '**/dist',
      '.cache',
      '.local',
      '**/cdktf.out',
      '**/test-results',
      '**/playwright-report',
    ],
  },
  js.configs.recommended,
  {
    files: ['**/*.{ts,tsx}'],
    extends: [tseslint.configs.strict, tseslint.configs.stylistic],
    rules: {
      complexity: ['error', 10],
      'max-lines': ['error', { max: 300, skipBlankLines: true, skipComments: true }],
      '@typescript-eslint/consistent-type-imports': 'error',
      'no-restricted-syntax': ['error', emptyVoid],
    },
  },
  { files: ['**/*.js'], languageOptions: { globals: globals.node } },
  { files: ['spa/public/*.js'], languageOptions: { globals: globals.browser } },
  {
    files: ['**/*.test.{ts,tsx}'],
    plugins: { vitest },
    rules: { ...vitest.configs.recommended.rules, complexity: 'off' },
  },
  {
    files: ['spa/src/**/*.{ts,tsx}'],
    extends: [jsxA11y.flatConfigs.strict, reactHooks.configs.flat['recommended-latest']],
    languageOptions: { globals: globals.browser },
  },
  {
    files: ['spa/src/**/*.{ts,tsx}'],
    ignores: ['spa/src/**/*.test.{ts,tsx}', 'spa/src/testing/**'],
    rules: {
      'no-restricted-syntax': ['error', emptyVoid, ...typedAddresses, ...keysApartFromQueries],
      'no-restricted-globals': ['error', ...waysAroundTheClient],
    },
  },
  {
    files: ['spa/src/lib/paths.ts', 'spa/src/lib/api/endpoints.ts'],
    rules: { 'no-restricted-syntax': ['error', emptyVoid, ...keysApartFromQueries] },
  },
  {
    files: ['spa/src/{modules,features}/*/api/*.ts'],
    rules: { 'no-restricted-syntax': ['error', emptyVoid, ...typedAddresses] },
  },
  { files: ['spa/src/lib/api/call-api.ts'], rules: { 'no-restricted-globals': 'off' } },
  {
    files: ['spa/src/**/components/**/*.{ts,tsx}'],
    ignores: ['spa/src/**/*.test.{ts,tsx}'],
    rules: {
      'no-restricted-imports': [
        'error',
        {
          name: 'react-router-dom',
          allowImportNames: ['Link', 'NavLink'],
          message: 'A component takes what the address says as props; its page reads it.',
        },
      ],
    },
  },
  { files: ['spa/src/**/*.test.tsx'], extends: [testingLibrary.configs['flat/react']] },
  {
    files: ['e2e/**/*.ts'],
    extends: [playwright.configs['flat/recommended']],
    rules: { 'playwright/expect-expect': ['error', { assertFunctionNames: ['expectGoodLooks'] }] },
  },
  prettier,
);
