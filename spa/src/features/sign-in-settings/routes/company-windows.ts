/** What the card of companies opens, downloaded in one piece: each piece more makes every page heavier. */
export { CompanyDrawer } from './company-drawer.tsx';
export { CompanyTest } from './company-test.tsx';
