import type { Instance, LoginDetails } from '@cloudapp/contracts/instance';
import type { SshKey } from '@cloudapp/contracts/ssh-key';
import { useQuery } from '@tanstack/react-query';
import { useEffect } from 'react';
import { Loaded } from '../../../components/loaded.tsx';
import { ListSkeleton } from '../../../components/page-skeleton.tsx';
import { Section } from '../../../components/section.tsx';
import { useReaderSystem } from '../../../lib/reader-system.ts';
import { sshKeysQuery } from '../../../modules/account/api/ssh-keys.ts';
import { hadAnotherMachine, rememberAddress } from '../../../modules/machines/known-addresses.ts';
import { keyFileOf } from '../../../modules/machines/components/key-file.ts';
import { loginQuery } from '../api/machine-details.ts';
import { LoginView } from '../components/login-view.tsx';
import { useSecrets } from './use-secrets.ts';

interface MachineLoginProps {
  readonly machine: Instance;
  readonly isOwner: boolean;
}

/** Everything that its owner needs to get in. */
export function MachineLogin({ machine, isOwner }: MachineLoginProps) {
  const login = useQuery({ ...loginQuery(machine), enabled: isOwner });
  const keys = useQuery({ ...sshKeysQuery, enabled: isOwner });
  if (!isOwner) {
    return <Section title="Log in" description={`Only ${machine.owner.name} can log in: the key is theirs.`} />;
  }
  return (
    <Section title="Log in" description={login.data?.firstSteps}>
      <Loaded
        query={login}
        isPart
        failure="The login details could not be loaded"
        skeleton={<ListSkeleton rows={3} height={44} />}
      >
        {(details) =>
          keys.isPending ? (
            <ListSkeleton rows={3} height={44} />
          ) : (
            <Login
              machineId={machine.id}
              login={details}
              sshKey={keys.data?.find((key) => key.id === machine.sshKey?.id)}
            />
          )
        }
      </Loaded>
    </Section>
  );
}

interface LoginProps {
  readonly machineId: string;
  readonly login: LoginDetails;
  /** The key that opens it, unless its owner removed it from theirs. */
  readonly sshKey: SshKey | undefined;
}

function Login({ machineId, login, sshKey }: LoginProps) {
  const secrets = useSecrets(machineId, login.secrets);
  const [system, chooseSystem] = useReaderSystem();
  useEffect(() => {
    rememberAddress(login.address, machineId);
  }, [login.address, machineId]);
  return (
    <LoginView
      login={login}
      keyFile={keyFileOf(sshKey?.name)}
      isKeySaved={sshKey?.isSaved !== false}
      secrets={secrets}
      system={system}
      onSystem={chooseSystem}
      isAddressReused={hadAnotherMachine(login.address, machineId)}
    />
  );
}
