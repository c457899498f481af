import type { LoginDetails } from '@cloudapp/contracts/instance';
import { Stack, Text, Title } from '@mantine/core';
import { CopyLine } from '../../../components/copy-line.tsx';
import type { ReaderSystem } from '../../../lib/reader-system.ts';
import { sshFile } from './ssh-command.ts';
import classes from './trust-machine.module.css';

interface TrustMachineProps {
  readonly login: LoginDetails;
  readonly system: ReaderSystem;
  /** Another machine had this address before. */
  readonly isAddressReused: boolean;
}

/** Lets ssh recognise the machine, so that nobody can stand in for it. */
export function TrustMachine({ login, system, isAddressReused }: TrustMachineProps) {
  return (
    <Stack gap={6}>
      <Title order={3}>Trust this machine</Title>
      <Text size="sm" c="dimmed">
        {system === 'phone'
          ? 'The app asks at the first login whether this is the right machine: compare the fingerprint that it shows with this.'
          : `ssh asks at the first login whether this is the right machine. Put this line into ${sshFile('known_hosts', system)} and it knows, or compare the fingerprint it shows with the one below.`}
      </Text>
      {system !== 'phone' && <CopyLine value={login.knownHosts.trimEnd()} what="known_hosts line" />}
      {login.hostKeys.map((key) => (
        <Text key={key.fingerprint} size="xs" c="dimmed" style={{ overflowWrap: 'anywhere' }}>
          {key.type} <code>{key.fingerprint}</code>
        </Text>
      ))}
      <details className={classes['changed']} open={isAddressReused}>
        <summary>
          {isAddressReused
            ? `An earlier machine of yours had the address ${login.address}`
            : `If ${system === 'phone' ? 'the app' : 'ssh'} says that the host identification has changed`}
        </summary>
        {system === 'phone' ? (
          <Text size="sm" c="dimmed">
            Addresses are used again. Let the app forget who answered at {login.address}, in its list of known hosts.
          </Text>
        ) : (
          <>
            <Text size="sm" c="dimmed" mb={6}>
              Addresses are used again. The commands here know this machine by its own name, whatever address it has. If
              you once logged in to this address without them, let ssh forget who answered there:
            </Text>
            <CopyLine value={`ssh-keygen -R ${login.address}`} what="command to forget the earlier machine" />
          </>
        )}
      </details>
    </Stack>
  );
}
