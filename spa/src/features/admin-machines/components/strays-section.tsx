import { Box, List } from '@mantine/core';
import { RelativeTime } from '../../../components/relative-time.tsx';
import { Section } from '../../../components/section.tsx';

interface Stray {
  readonly ec2InstanceId: string;
  readonly foundAt: string;
  readonly lastSeenAt: string;
}

/** EC2 instances that carry our tags but have no record: they cost money and nobody sees them elsewhere. */
export function StraysSection({ strays }: { readonly strays: readonly Stray[] }) {
  return (
    <Box mt="xl" id="strays">
      <Section
        title="Strays"
        description="EC2 instances that carry CloudApp’s tags but have no record here. Look at them in the AWS console, and end those that nobody needs."
      >
        <List size="sm" aria-label="Strays">
          {strays.map((stray) => (
            <List.Item key={stray.ec2InstanceId}>
              <code>{stray.ec2InstanceId}</code>, found <RelativeTime instant={stray.foundAt} />, last seen{' '}
              <RelativeTime instant={stray.lastSeenAt} />
            </List.Item>
          ))}
        </List>
      </Section>
    </Box>
  );
}
