import { axe } from 'jest-axe';

// Mantine's dialogs have a <header>, which axe takes for the page's second banner, modal or not.
const rules = { 'landmark-no-duplicate-banner': { enabled: false }, 'landmark-unique': { enabled: false } };

/** What axe finds wrong with the page as it is now, as rule and elements; jsdom knows no colours and no layout. */
export async function findAccessibilityFaults(): Promise<string[]> {
  const { violations } = await axe(document.body, { rules });
  return violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(' ')}`);
}
