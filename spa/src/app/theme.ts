import { createTheme, type MantineColorsTuple } from '@mantine/core';

// The one accent. Shade 6 carries white text at 5.5:1; shade 3 is readable on the dark background.
const iris: MantineColorsTuple = [
  '#eef0ff',
  '#dfe2ff',
  '#bdc3fc',
  '#98a1f7',
  '#7781f2',
  '#626cec',
  '#4f59e0',
  '#4049c4',
  '#343ca0',
  '#2b3280',
];

const gray: MantineColorsTuple = [
  '#fafafa',
  '#f4f4f5',
  '#ebebed',
  '#e0e0e4',
  '#cbcbd1',
  '#a0a0a8',
  '#6f6f78',
  '#55555d',
  '#3a3a40',
  '#1b1b1e',
];

const dark: MantineColorsTuple = [
  '#ededef',
  '#c6c6cb',
  '#a0a0a8',
  '#85858d',
  '#313136',
  '#28282c',
  '#1c1c1f',
  '#131315',
  '#0e0e10',
  '#09090a',
];

const dialogProps = {
  // As dark as styles.css makes the room beside it.
  overlayProps: { backgroundOpacity: 0.5 },
  closeButtonProps: { 'aria-label': 'Close' },
  // Mantine makes it a <header>, which would be the page's second banner.
  attributes: { header: { role: 'presentation' } },
};

export const theme = createTheme({
  colors: { iris, gray, dark },
  primaryColor: 'iris',
  primaryShade: 6,
  black: '#1b1b1e',
  cursorType: 'pointer',
  fontFamily:
    'Inter, ui-sans-serif, system-ui, -apple-system, "Segoe UI", Roboto, "Helvetica Neue", "Open Sans", Arial, sans-serif',
  fontFamilyMonospace: 'ui-monospace, SFMono-Regular, Menlo, Consolas, "Liberation Mono", monospace',
  fontSizes: { xs: '0.8125rem', sm: '0.875rem', md: '1rem', lg: '1.125rem', xl: '1.375rem' },
  defaultRadius: 'md',
  radius: { xs: '0.25rem', sm: '0.375rem', md: '0.5rem', lg: '0.75rem', xl: '1rem' },
  headings: {
    fontWeight: '620',
    sizes: {
      h1: { fontSize: '1.625rem', lineHeight: '1.25' },
      h2: { fontSize: '1.125rem', lineHeight: '1.35' },
      h3: { fontSize: '1rem', lineHeight: '1.4' },
    },
  },
  respectReducedMotion: true,
  // By name: importing the components themselves would put all of them into the first load.
  components: {
    Badge: { defaultProps: { variant: 'default', radius: 'sm', tt: 'none', fw: 500, fz: 'xs' } },
    Button: { defaultProps: { fw: 550 } },
    Drawer: { defaultProps: dialogProps },
    Kbd: { defaultProps: { fz: 12 } },
    Modal: { defaultProps: { radius: 'lg', ...dialogProps } },
    Paper: { defaultProps: { withBorder: true, radius: 'lg' } },
    Table: { defaultProps: { fz: 'sm', verticalSpacing: 10 } },
  },
});
