import type { LoginDetails } from '@cloudapp/contracts/instance';
import { Anchor, Stack, Text, Title } from '@mantine/core';
import { CopyLine } from '../../../components/copy-line.tsx';
import { IconExternalLink } from '../../../components/icons.ts';
import type { ReaderSystem } from '../../../lib/reader-system.ts';
import { SecretValue, type Secret } from './secret-value.tsx';
import { sshCommand } from './ssh-command.ts';

interface ToolListProps {
  readonly tools: LoginDetails['tools'];
  readonly secrets: readonly Secret[];
  readonly keyFile: string | undefined;
  readonly system: ReaderSystem;
}

/** What the blueprint installed for use from one's own computer, each through the ssh connection. */
export function ToolList({ tools, secrets, keyFile, system }: ToolListProps) {
  return (
    <Stack gap={6}>
      <Title order={3}>Tools</Title>
      <Text size="sm" c="dimmed">
        They are not open to the network.{' '}
        {system === 'phone'
          ? 'Add the port forwarding to the app, keep it open, then open the address on your phone or tablet.'
          : 'Run the command, leave it running, then open the address on your own computer.'}
      </Text>
      <Stack gap="lg" mt={4}>
        {tools.map((tool) => (
          <Tool
            key={tool.name}
            tool={tool}
            secret={secrets.find(({ id }) => id === tool.secretId)}
            keyFile={keyFile}
            system={system}
          />
        ))}
      </Stack>
    </Stack>
  );
}

interface ToolProps extends Pick<ToolListProps, 'keyFile' | 'system'> {
  readonly tool: LoginDetails['tools'][number];
  readonly secret: Secret | undefined;
}

function Tool({ tool, secret, keyFile, system }: ToolProps) {
  const value = secret?.value;
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
      {system === 'phone' ? (
        <CopyLine
          value={tool.forward.host}
          what={`forwarding address for ${tool.name}`}
          label={`Forward the local port ${tool.forward.localPort} to port ${tool.forward.port} of`}
        />
      ) : (
        <CopyLine
          value={sshCommand(tool.tunnelCommand, keyFile, system)}
          what={`tunnel command for ${tool.name}`}
          label="The connection, to be left running"
        />
      )}
      {secret && <SecretValue secret={secret} />}
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
