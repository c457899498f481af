import { Button, FileButton, Group, Stack, Text, Textarea } from '@mantine/core';
import { useState, type SyntheticEvent } from 'react';
import { ErrorNotice } from '../../../components/error-notice.tsx';
import { IconUpload } from '../../../components/icons.ts';
import { Notice } from '../../../components/notice.tsx';
import { hasCode } from '../../../lib/api/api-error.ts';
import { readTextFile } from '../../../lib/read-text-file.ts';

/** The contract's bound on a file. */
const maxCsvLength = 300_000;

interface ImportSourceProps {
  readonly csv: string;
  readonly onChange: (csv: string) => void;
  readonly pending: boolean;
  readonly error: unknown;
  readonly onSubmit: () => void;
  readonly onClose: () => void;
}

/** Where the lines come from: a file, or pasted text. */
export function ImportSource({ csv, onChange, pending, error, onSubmit, onClose }: ImportSourceProps) {
  const [unreadable, setUnreadable] = useState<string>();
  const [isGuessed, setIsGuessed] = useState(false);
  const read = async (file: File) => {
    const content = file.size <= maxCsvLength * 4 ? await readTextFile(file).catch(() => undefined) : undefined;
    setUnreadable(content?.text ? undefined : `${file.name} cannot be read, is empty or is too large.`);
    setIsGuessed(content?.encoding === 'windows-1252');
    if (content?.text) onChange(content.text);
  };
  const submit = (event: SyntheticEvent) => {
    event.preventDefault();
    onSubmit();
  };
  return (
    <form onSubmit={submit}>
      <Stack gap="md">
        <Text size="sm">
          The first line names the columns, such as <code>Full name</code> and <code>Email address</code>. Role and
          quota may be absent; they are then user and 3. At most 2,000 lines. You see what would happen before anything
          does.
        </Text>
        <Group gap="sm">
          <FileButton
            accept=".csv,.txt,.tsv,text/csv"
            inputProps={{ 'aria-label': 'CSV file' }}
            onChange={(file) => {
              if (file) void read(file);
            }}
          >
            {(button) => (
              <Button {...button} variant="default" leftSection={<IconUpload size={16} aria-hidden />}>
                Choose a file
              </Button>
            )}
          </FileButton>
          <Text size="sm" c="dimmed">
            or paste it below
          </Text>
        </Group>
        <Textarea
          label="CSV"
          rows={8}
          data-autofocus
          spellCheck={false}
          placeholder={'email,name,role,quota\nada@example.org,Ada Lovelace,user,3'}
          styles={{ input: { fontFamily: 'var(--mantine-font-family-monospace)' } }}
          value={csv}
          error={csv.length > maxCsvLength ? 'This is too long. Split it into several imports.' : unreadable}
          onChange={(event) => {
            setUnreadable(undefined);
            onChange(event.currentTarget.value);
          }}
        />
        {isGuessed && (
          <Text size="sm" role="status">
            The file is not in UTF-8 and was read as Windows-1252. Look at names with accents before you import.
          </Text>
        )}
        <PreviewFailure error={error} />
        <Group justify="flex-end" gap="sm">
          <Button variant="default" onClick={onClose}>
            Cancel
          </Button>
          <Button type="submit" loading={pending} disabled={csv.trim() === '' || csv.length > maxCsvLength}>
            Check the lines
          </Button>
        </Group>
      </Stack>
    </form>
  );
}

function PreviewFailure({ error }: Pick<ImportSourceProps, 'error'>) {
  if (!(error instanceof Error)) return null;
  const fault = hasCode(error, 'invalid-request') ? error.faultOf('csv') : undefined;
  if (!fault) return <ErrorNotice error={error} title="The lines could not be checked" />;
  return (
    <Notice tone="bad" title="This cannot be read" role="alert">
      <Text size="sm">The text {fault.detail}. Nothing was imported.</Text>
    </Notice>
  );
}
