import js from '@eslint/js';
import prettier from 'eslint-config-prettier';
import jsxA11y from 'eslint-plugin-jsx-a11y';
import playwright from 'eslint-plugin-playwright';
import reactHooks from 'eslint-plugin-react-hooks';
import testingLibrary from 'eslint-plugin-testing-library';
import vitest from '@vitest/eslint-plugin';
import globals from 'globals';
import tseslint from 'typescript-eslint';

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
      // The half of no-meaningless-void-operator that oxlint lacks: only a call, an assignment and 0 may stand behind `void`.
      'no-restricted-syntax': [
        'error',
        {
          selector: [
            'UnaryExpression[operator="void"][argument.value!=0]',
            ':not([argument.type=/^(Call|Assignment|Chain|Sequence|TS\\w+)Expression$/])',
          ].join(''),
          message: 'Only a call has a value to discard.',
        },
      ],
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
  { files: ['spa/src/**/*.test.tsx'], extends: [testingLibrary.configs['flat/react']] },
  { files: ['e2e/**/*.ts'], extends: [playwright.configs['flat/recommended']] },
  prettier,
);
