/** What can be done with several machines at once. */
export const bulkActions = ['start', 'stop', 'terminate'] as const;
export type BulkAction = (typeof bulkActions)[number];

export const bulkConsequences: Readonly<Record<BulkAction, string>> = {
  start: 'They run, and cost, from then on.',
  stop: 'Programs on them end. Their disks are kept, and cost until they are deleted. Started again, they get other public addresses.',
  terminate: 'They end and their disks are erased, with everything on them. This cannot be undone.',
};

export const bulkDoneWords: Readonly<Record<BulkAction, string>> = {
  start: 'starting',
  stop: 'stopping',
  terminate: 'being deleted',
};
