import { convertCssVariables, DEFAULT_THEME, defaultCssVariablesResolver, mergeMantineTheme } from '@mantine/core';
import type { Plugin } from 'vite';
import { theme } from '../src/app/theme.ts';

const name = 'virtual:theme.css';
const id = `\0${name}`;

/**
 * The theme's variables as a stylesheet, made when the pages are built. So they are there with the first paint, and pages that are
 * made without Mantine's components have them too.
 */
export function themeCss(): Plugin {
  return {
    name: 'theme-css',
    resolveId: (source) => (source === name ? id : undefined),
    load(asked) {
      if (asked !== id) return undefined;
      const { variables, light, dark } = defaultCssVariablesResolver(mergeMantineTheme(DEFAULT_THEME, theme));
      return convertCssVariables({
        variables,
        light: { '--mantine-color-scheme': 'light', ...light },
        dark: { '--mantine-color-scheme': 'dark', ...dark },
      });
    },
  };
}
