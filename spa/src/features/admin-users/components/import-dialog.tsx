import type { ImportedRow } from '@cloudapp/contracts/user';
import { Button, FileButton, Group, Input, Modal, Stack, Text } from '@mantine/core';
import { useState } from 'react';
import { ErrorNotice } from '../../../components/error-notice.tsx';
import { downloadText } from '../../../lib/download.ts';
import { formatCount } from '../../../lib/format/size.ts';
import { useImportUsers } from '../api/users.ts';
import { ImportRows } from './import-rows.tsx';
import { passwordsCsv } from './passwords-csv.ts';

const example = 'email,name,role,quota\nada@example.org,Ada Lovelace,user,3\n';

interface Outcome {
  readonly rows: readonly ImportedRow[];
  readonly valid: number;
  readonly invalid: number;
}

/** Many users at once: look at what would happen, then do it, then save the passwords. */
export function ImportDialog({ onClose }: { readonly onClose: () => void }) {
  const [csv, setCsv] = useState('');
  const [preview, setPreview] = useState<Outcome>();
  const [done, setDone] = useState<Outcome>();
  const { mutate, isPending, error, reset } = useImportUsers();
  const edit = (text: string) => {
    setCsv(text);
    setPreview(undefined);
    reset();
  };
  return (
    <Modal
      opened
      onClose={onClose}
      size={720}
      title={done ? `${formatCount(done.valid, 'user')} added` : 'Import users'}
      closeOnClickOutside={!done}
      styles={{ title: { fontWeight: 620 } }}
    >
      {done ? (
        <Imported outcome={done} onClose={onClose} />
      ) : (
        <Stack gap="md">
          <CsvField csv={csv} onChange={edit} />
          {error && <ErrorNotice error={error} title="Nobody was added" />}
          {preview && <ImportRows rows={preview.rows} />}
          <Group justify="flex-end" gap="sm">
            <Button variant="default" onClick={onClose}>
              Cancel
            </Button>
            {preview && preview.valid > 0 ? (
              <Button
                loading={isPending}
                onClick={() => {
                  mutate({ csv, preview: false }, { onSuccess: setDone });
                }}
              >
                Add {formatCount(preview.valid, 'user')}
              </Button>
            ) : (
              <Button
                loading={isPending}
                disabled={csv.trim() === ''}
                onClick={() => {
                  mutate({ csv, preview: true }, { onSuccess: setPreview });
                }}
              >
                Preview
              </Button>
            )}
          </Group>
        </Stack>
      )}
    </Modal>
  );
}

interface CsvFieldProps {
  readonly csv: string;
  readonly onChange: (csv: string) => void;
}

function CsvField({ csv, onChange }: CsvFieldProps) {
  return (
    <Stack gap="xs" align="flex-start">
      <Input.Wrapper
        id="csv"
        label="CSV"
        description="A header line, then one user a line, 200 at most: email, name, role (user or admin), quota."
        w="100%"
      >
        <Input
          component="textarea"
          id="csv"
          multiline
          rows={6}
          mt={6}
          data-autofocus
          placeholder={example}
          maxLength={50_000}
          spellCheck={false}
          aria-describedby="csv-description"
          styles={{ input: { fontFamily: 'var(--mantine-font-family-monospace)', paddingBlock: 8 } }}
          value={csv}
          onChange={(event) => {
            onChange(event.currentTarget.value);
          }}
        />
      </Input.Wrapper>
      <FileButton
        accept=".csv,text/csv,text/plain"
        onChange={(file) => {
          if (file) void file.text().then(onChange);
        }}
      >
        {(props) => (
          <Button {...props} variant="default" size="xs">
            Choose a file
          </Button>
        )}
      </FileButton>
    </Stack>
  );
}

interface ImportedProps {
  readonly outcome: Outcome;
  readonly onClose: () => void;
}

function Imported({ outcome, onClose }: ImportedProps) {
  return (
    <Stack gap="md">
      <Text size="sm">
        The one-time passwords are shown only now. Save them, and hand each to its user; they must choose their own at
        the first sign-in.
      </Text>
      <ImportRows rows={outcome.rows} />
      <Group justify="flex-end" gap="sm">
        <Button
          variant="default"
          onClick={() => {
            downloadText('cloudapp-one-time-passwords.csv', passwordsCsv(outcome.rows));
          }}
        >
          Download passwords
        </Button>
        <Button onClick={onClose}>Done</Button>
      </Group>
    </Stack>
  );
}
