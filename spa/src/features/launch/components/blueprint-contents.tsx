import type { Blueprint } from '@cloudapp/contracts/blueprint';
import { Text } from '@mantine/core';
import { Section } from '../../../components/section.tsx';
import { formatList } from '../../../lib/format/size.ts';
import { formatEstimate } from '../../../lib/format/relative-time.ts';
import { needsOf } from './blueprint-needs.ts';
import classes from './launch-view.module.css';

/** What will be on the machine, and the steps that put it there. */
export function BlueprintContents({ blueprint }: { readonly blueprint: Blueprint }) {
  const tools = blueprint.tools.map((tool) => tool.name);
  return (
    <Section title="What you get" description={blueprint.description}>
      {tools.length > 0 && <Text size="sm">Ready to use: {formatList(tools, 6)}.</Text>}
      <Text size="sm" fw={600}>
        What you need
      </Text>
      <ul className={classes['needs']} aria-label="What you need">
        {needsOf(blueprint).map((need) => (
          <li key={need}>{need}</li>
        ))}
      </ul>
      <Text size="sm" fw={600}>
        {blueprint.steps.length} steps, {formatEstimate(blueprint.expectedSeconds)} in all
      </Text>
      <ol className={classes['steps']} aria-label="Steps">
        {blueprint.steps.map((step) => (
          <li key={step.id}>{step.title}</li>
        ))}
      </ol>
    </Section>
  );
}
