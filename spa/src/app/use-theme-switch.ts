import { useComputedColorScheme, useMantineColorScheme } from '@mantine/core';
import type { Icon } from '@tabler/icons-react';
import { IconMoon, IconSun } from '../components/icons.ts';

interface ThemeSwitch {
  readonly label: string;
  readonly Icon: Icon;
  readonly flip: () => void;
}

/** The way from the light theme to the dark one, or back. */
export function useThemeSwitch(): ThemeSwitch {
  const { setColorScheme } = useMantineColorScheme();
  const isDark = useComputedColorScheme('light') === 'dark';
  return {
    label: isDark ? 'Use the light theme' : 'Use the dark theme',
    Icon: isDark ? IconSun : IconMoon,
    flip: () => {
      setColorScheme(isDark ? 'light' : 'dark');
    },
  };
}
