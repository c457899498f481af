import { axe } from 'jest-axe';

/** What axe finds wrong with the page as it is now, as rule and elements; jsdom knows no colours and no layout. */
export async function findAccessibilityFaults(): Promise<string[]> {
  const { violations } = await axe(document.body);
  return violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(' ')}`);
}
