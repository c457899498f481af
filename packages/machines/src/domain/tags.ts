/** The tags that every machine gets at its launch. */
export const tag = {
  /** The environment's prefix; the roles may touch only instances that carry their own. */
  environment: 'cloudapp:environment',
  id: 'cloudapp:id',
  owner: 'cloudapp:owner',
  blueprint: 'cloudapp:blueprint',
  name: 'Name',
} as const;
