import type { LoginDetails } from '@cloudapp/contracts/instance';
import { Anchor, Stack, Text, Title } from '@mantine/core';
import { useState } from 'react';
import { CopyLine } from '../../../components/copy-line.tsx';
import { IconExternalLink } from '../../../components/icons.ts';
import { SecretValue } from './secret-value.tsx';
import { sshCommand } from './ssh-command.ts';

interface ToolListProps {
  readonly machineId: string;
  readonly login: LoginDetails;
  readonly keyFile: string | undefined;
}

/** What the blueprint installed for use from one's own computer, each through the ssh connection. */
export function ToolList({ machineId, login, keyFile }: ToolListProps) {
  return (
    <Stack gap={6}>
      <Title order={3}>Tools</Title>
      <Text size="sm" c="dimmed">
        They are not open to the network. Run the command, leave it running, then open the address on your own computer.
      </Text>
      <Stack gap="lg" mt={4}>
        {login.tools.map((tool) => (
          <Tool key={tool.name} machineId={machineId} tool={tool} login={login} keyFile={keyFile} />
        ))}
      </Stack>
    </Stack>
  );
}

interface ToolProps extends ToolListProps {
  readonly tool: LoginDetails['tools'][number];
}

function Tool({ machineId, tool, login, keyFile }: ToolProps) {
  const [value, setValue] = useState<string>();
  const secret = login.secrets.find(({ id }) => id === tool.secretId);
  const address = value === undefined ? tool.url : tool.url.replaceAll('{secret}', encodeURIComponent(value));
  const isComplete = !address.includes('{secret}');
  return (
    <Stack gap="xs">
      <Text size="sm">
        <Text span inherit fw={600}>
          {tool.name}
        </Text>{' '}
        · {tool.description}
      </Text>
      <CopyLine
        value={sshCommand(tool.tunnelCommand, keyFile)}
        what={`tunnel command for ${tool.name}`}
        label="The connection, to be left running"
      />
      {secret && <SecretValue machineId={machineId} secret={secret} onChange={setValue} />}
      {isComplete ? (
        <ToolAddress name={tool.name} address={address} />
      ) : (
        <Text size="sm" c="dimmed">
          Reveal the secret to get the address of {tool.name}.
        </Text>
      )}
    </Stack>
  );
}

function ToolAddress({ name, address }: { readonly name: string; readonly address: string }) {
  if (!/^https?:/.test(address))
    return <CopyLine value={address} what={`address of ${name}`} label="Its address on your computer" />;
  return (
    <Anchor href={address} target="_blank" rel="noreferrer" size="sm">
      Open {name} <IconExternalLink size={14} aria-hidden style={{ verticalAlign: '-2px' }} />
    </Anchor>
  );
}
