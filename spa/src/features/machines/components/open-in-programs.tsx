import type { LoginDetails } from '@cloudapp/contracts/instance';
import { Button, Group } from '@mantine/core';
import { CopyLine } from '../../../components/copy-line.tsx';
import { IconExternalLink } from '../../../components/icons.ts';
import type { ShellSystem } from '../../../lib/reader-system.ts';
import { LoginPart } from './login-part.tsx';
import { gatewayLink, sshAddress, vsCodeLink } from './program-links.ts';
import { sshConfigBlock, sshFile } from './ssh-command.ts';

interface OpenInProgramsProps {
  readonly login: LoginDetails;
  readonly keyFile: string | undefined;
  readonly system: ShellSystem;
}

/** Lets editors and other programs open the machine by its name in ssh's configuration. */
export function OpenInPrograms({ login, keyFile, system }: OpenInProgramsProps) {
  const programs = [
    ['VS Code', vsCodeLink(login)],
    ['JetBrains Gateway', gatewayLink(login)],
    ['your ssh program', sshAddress(login.sshHost)],
  ] as const;
  return (
    <LoginPart
      title="In an editor"
      text={`Put these lines into ${sshFile('config', system)}: editors and other programs then know the machine by its name. VS Code needs its extension “Remote - SSH”.`}
    >
      <CopyLine value={sshConfigBlock(login, keyFile)} what="ssh config" />
      <Group gap="xs" mt={4}>
        {programs.map(([name, link]) => (
          <Button
            key={name}
            component="a"
            href={link}
            variant="default"
            size="xs"
            leftSection={<IconExternalLink size={14} aria-hidden />}
          >
            Open in {name}
          </Button>
        ))}
      </Group>
    </LoginPart>
  );
}
