import type { Blueprint } from '@cloudapp/contracts/blueprint';
import { isFoundIn } from '@cloudapp/contracts/fold-text';
import { Chip, Group, Stack, Text } from '@mantine/core';
import { useState } from 'react';
import { EmptyState } from '../../../components/empty-state.tsx';
import { IconPackages } from '../../../components/icons.ts';
import { SearchField } from '../../../components/search-field.tsx';
import { BlueprintCard } from './blueprint-card.tsx';
import classes from './catalogue.module.css';

/** So many fit one glance; beyond, people search. */
const searchFrom = 9;

interface CatalogueViewProps {
  readonly blueprints: readonly Blueprint[];
}

function matches(blueprint: Blueprint, text: string, tag: string): boolean {
  const { name, summary, tags, keywords, tools } = blueprint;
  const isFound =
    text.trim() === '' || isFoundIn(text, [name, summary, ...tags, ...keywords, ...tools.map((tool) => tool.name)]);
  return isFound && (tag === '' || tags.includes(tag));
}

/** The tags that gather several blueprints; one that has a single blueprint says no more than its name. */
function sharedTags(blueprints: readonly Blueprint[]): string[] {
  const all = blueprints.flatMap(({ tags }) => tags);
  return [...new Set(all.filter((tag, place) => all.indexOf(tag) !== place))].sort();
}

export function CatalogueView({ blueprints }: CatalogueViewProps) {
  const [text, setText] = useState('');
  const [tag, setTag] = useState('');
  if (blueprints.length === 0) {
    return (
      <EmptyState Icon={IconPackages} title="No blueprints yet">
        Blueprints describe the machines that can be launched. They come with the installation; ask your administrator.
      </EmptyState>
    );
  }
  const shown = blueprints.filter((blueprint) => matches(blueprint, text, tag));
  const tags = sharedTags(blueprints);
  return (
    <Stack gap="lg">
      {blueprints.length >= searchFrom && (
        <Group gap="sm">
          <SearchField
            label="Search blueprints"
            placeholder="Search blueprints"
            w={{ base: '100%', xs: 260 }}
            value={text}
            onChange={setText}
          />
          <Chip.Group value={tag} onChange={setTag}>
            <Group gap={6} role="group" aria-label="Filter by tag">
              {['', ...tags].map((name) => (
                <Chip key={name} value={name} size="sm" variant="light">
                  {name === '' ? 'All' : name}
                </Chip>
              ))}
            </Group>
          </Chip.Group>
        </Group>
      )}
      {shown.length === 0 && <Text c="dimmed">No blueprint matches. Try another word, or choose “All”.</Text>}
      <ul className={classes['grid']} aria-label="Blueprints">
        {shown.map((blueprint) => (
          <li key={blueprint.id}>
            <BlueprintCard blueprint={blueprint} />
          </li>
        ))}
      </ul>
    </Stack>
  );
}
