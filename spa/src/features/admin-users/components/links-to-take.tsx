import { Button, Group, Text } from '@mantine/core';
import { CopyButton } from '../../../components/copy-button.tsx';
import { IconDownload } from '../../../components/icons.ts';
import { Notice } from '../../../components/notice.tsx';
import { downloadText } from '../../../lib/download.ts';
import { formatCount } from '../../../lib/format/size.ts';
import { linkOf, linksCsv, type PersonWithLink } from './import-words.ts';

/** Without it Excel takes UTF-8 for Windows-1252. */
const byteOrderMark = '\uFEFF';

interface LinksToTakeProps {
  readonly people: readonly PersonWithLink[];
  /** All of them were copied or saved. */
  readonly onTaken: () => void;
}

/** The links of several people, shown this once, to copy or save as a file. */
export function LinksToTake({ people, onTaken }: LinksToTakeProps) {
  const csv = linksCsv(people);
  const count = people.filter((person) => linkOf(person) !== undefined).length;
  return (
    <>
      <Notice tone="warn" role="status" title={`${formatCount(count, 'link')}, shown only now`}>
        <Text size="sm">
          They are kept nowhere: copy or download them before you close this. At each link one person chooses a
          password, once.
        </Text>
      </Notice>
      <Group gap="sm">
        <CopyButton value={csv} what="all" withText onCopied={onTaken} />
        <Button
          variant="default"
          leftSection={<IconDownload size={16} aria-hidden />}
          onClick={() => {
            downloadText('cloudapp-links.csv', `${byteOrderMark}${csv}`);
            onTaken();
          }}
        >
          Download CSV
        </Button>
      </Group>
    </>
  );
}
