/** What `terraform show -json` says of a plan, as far as it matters here. */
export interface Plan {
  readonly resource_changes?: readonly ResourceChange[];
}

interface ResourceChange {
  readonly address: string;
  readonly type: string;
  readonly change: {
    readonly actions: readonly string[];
    readonly before: unknown;
    readonly after: unknown;
    /** `true` for attributes that only the deployment will tell. */
    readonly after_unknown: unknown;
    readonly replace_paths?: readonly (readonly unknown[])[];
  };
}

/** One attribute that a plan wants to change, or a resource that it wants to make or remove. */
export interface Wish {
  readonly address: string;
  readonly type: string;
  readonly action: 'create' | 'delete' | 'change';
  readonly attribute: string;
}

type Values = Readonly<Record<string, unknown>>;

/** Everything that a plan wants. */
export function wishesOf({ resource_changes: changes = [] }: Plan): Wish[] {
  return changes.flatMap(({ address, type, change }): Wish[] => {
    const actions = change.actions.join();
    if (actions === 'no-op' || actions === 'read') return [];
    if (actions === 'create' || actions === 'delete') return [{ address, type, action: actions, attribute: '' }];
    return changedAttributes(change).map((attribute) => ({ address, type, action: 'change', attribute }));
  });
}

/** Without those that change only because something else does, and are known only afterwards. */
function changedAttributes({
  before,
  after,
  after_unknown: unknown,
  replace_paths: paths = [],
}: ResourceChange['change']) {
  const [old, fresh, later] = [before, after, unknown].map((value) => (value ?? {}) as Values) as [
    Values,
    Values,
    Values,
  ];
  const causes = new Set(paths.map(([name]) => String(name)));
  const isOther = (name: string) => later[name] !== true && textOf(old[name]) !== textOf(fresh[name]);
  const names = [...new Set([...Object.keys(old), ...Object.keys(fresh)])];
  return names.filter((name) => causes.has(name) || isOther(name));
}

/** Nothing, an empty list and an empty object are one to the provider. */
function textOf(value: unknown): string {
  const text = JSON.stringify(value ?? null);
  return ['[]', '{}', '""'].includes(text) ? 'null' : text;
}
