import type { Blueprint } from '@cloudapp/contracts/blueprint';
import type { Icon } from '@tabler/icons-react';
import {
  IconBrandGit,
  IconChartLine,
  IconCode,
  IconContainer,
  IconDatabase,
  IconDeviceDesktop,
  IconFlask,
  IconServer,
  IconTerminal2,
  IconWorld,
} from '../../../components/icons.ts';
import classes from './blueprint-icon.module.css';

const icons: Readonly<Record<Blueprint['icon'], Icon>> = {
  database: IconDatabase,
  container: IconContainer,
  flask: IconFlask,
  terminal: IconTerminal2,
  code: IconCode,
  desktop: IconDeviceDesktop,
  server: IconServer,
  chart: IconChartLine,
  git: IconBrandGit,
  world: IconWorld,
};

interface BlueprintIconProps {
  /** A machine keeps the icon's name that its blueprint had, known here or not. */
  readonly icon: string;
  /** Edge in pixels. */
  readonly size?: number;
}

export function BlueprintIcon({ icon, size = 32 }: BlueprintIconProps) {
  const Icon = icon in icons ? icons[icon as Blueprint['icon']] : IconServer;
  return (
    <span className={classes['icon']} style={{ '--box': `${size}px` }} aria-hidden>
      <Icon size={Math.round(size * 0.56)} stroke={1.7} />
    </span>
  );
}
