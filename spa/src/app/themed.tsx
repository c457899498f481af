import { MantineProvider } from '@mantine/core';
import type { ReactNode } from 'react';
import { styleNonce } from '../lib/content-security.ts';
import { theme } from './theme.ts';

/** What Mantine's components need around them; the variables of the theme are in the page's stylesheet already. */
export function Themed({ children }: { readonly children: ReactNode }) {
  return (
    <MantineProvider theme={theme} defaultColorScheme="auto" withCssVariables={false} getStyleNonce={() => styleNonce}>
      {children}
    </MantineProvider>
  );
}
