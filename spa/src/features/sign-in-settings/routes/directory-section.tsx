import { Skeleton, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { ConfirmDialog } from '../../../components/confirm-dialog.tsx';
import { ErrorNotice } from '../../../components/error-notice.tsx';
import { Loaded } from '../../../components/loaded.tsx';
import { directoryQuery, useEndDirectoryToken, useMakeDirectoryToken, useSetDirectoryRules } from '../api/directory.ts';
import { DirectoryCard } from '../components/directory-card.tsx';
import { DirectoryRulesForm } from '../components/directory-rules-form.tsx';
import { DirectorySecretDialog } from '../components/directory-secret-dialog.tsx';

/** What administrators see of the directory, and do with its token. */
export function DirectorySection() {
  const directory = useQuery(directoryQuery);
  const make = useMakeDirectoryToken();
  const end = useEndDirectoryToken();
  const setRules = useSetDirectoryRules();
  const [asking, setAsking] = useState<'replace' | 'end'>();
  const [isShowing, setShowing] = useState(false);
  const close = () => {
    setAsking(undefined);
  };
  const show = () => {
    close();
    setShowing(true);
  };
  const makeToken = () => {
    make.mutate(undefined, { onSuccess: show });
  };
  const ask = (what: 'replace' | 'end') => () => {
    make.reset();
    end.reset();
    setAsking(what);
  };
  return (
    <>
      <Loaded
        isPart
        query={directory}
        failure="The directory could not be loaded"
        skeleton={<Skeleton height={230} radius="lg" aria-busy="true" />}
      >
        {(found) => (
          <DirectoryCard
            directory={found}
            pending={make.isPending}
            failure={
              asking === undefined && make.error && <ErrorNotice error={make.error} title="The token was not made" />
            }
            rules={
              <DirectoryRulesForm
                directory={found}
                pending={setRules.isPending}
                error={setRules.error}
                isDone={setRules.isSuccess}
                onSave={(rules, onSaved) => {
                  setRules.mutate(rules, { onSuccess: onSaved });
                }}
              />
            }
            onMake={makeToken}
            onReplace={ask('replace')}
            onEnd={ask('end')}
          />
        )}
      </Loaded>
      <ConfirmDialog
        opened={asking === 'replace'}
        title="Replace the directory’s token?"
        confirmLabel="Replace"
        isDangerous
        pending={make.isPending}
        error={make.error}
        failureTitle="The token was not replaced"
        onClose={close}
        onConfirm={makeToken}
      >
        <Text size="sm">The one before is refused from then on, until the directory has the new one.</Text>
      </ConfirmDialog>
      <ConfirmDialog
        opened={asking === 'end'}
        title="End the directory’s token?"
        confirmLabel="End"
        isDangerous
        pending={end.isPending}
        error={end.error}
        failureTitle="The token was not ended"
        onClose={close}
        onConfirm={() => {
          end.mutate(undefined, { onSuccess: close });
        }}
      >
        <Text size="sm">
          The directory is refused from then on. People and groups stay as they are: whoever leaves is no longer
          disabled.
        </Text>
      </ConfirmDialog>
      <DirectorySecretDialog
        opened={isShowing}
        secret={make.data?.secret}
        onClose={() => {
          setShowing(false);
        }}
        onForget={make.reset}
      />
    </>
  );
}
