import type { LoginDetails } from '@cloudapp/contracts/instance';
import { Button, Group, Stack } from '@mantine/core';
import { CopyLine } from '../../../components/copy-line.tsx';
import { IconExternalLink } from '../../../components/icons.ts';
import { LoginPart } from './login-part.tsx';
import { sshAddress } from './program-links.ts';

interface PhoneLoginProps {
  readonly login: LoginDetails;
  readonly keyFile: string | undefined;
  /** Whether somebody has the key, as far as is known. */
  readonly isKeySaved: boolean;
}

/** What an ssh app asks for in its form. */
export function PhoneLogin({ login, keyFile, isKeySaved }: PhoneLoginProps) {
  const doubt = isKeySaved ? '' : ', which was not saved so far,';
  const key = keyFile === undefined ? 'the key that you gave' : `the key file ${keyFile}${doubt}`;
  return (
    <LoginPart
      title="In an ssh app"
      text={`Import ${key} into an app such as Termius or Blink, and add the machine with:`}
    >
      <Stack gap="xs">
        <CopyLine value={login.address} what="host" label="Host" />
        <CopyLine value={login.userName} what="user name" label="User name" />
        <CopyLine value={`${login.port}`} what="port" label="Port" />
      </Stack>
      <Group mt={4}>
        <Button
          component="a"
          href={sshAddress(`${login.userName}@${login.address}:${login.port}`)}
          variant="default"
          leftSection={<IconExternalLink size={16} aria-hidden />}
        >
          Open in your ssh app
        </Button>
      </Group>
    </LoginPart>
  );
}
