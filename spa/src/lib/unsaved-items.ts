/** Where a tab's session storage has, sealed, the keys that are not saved; apart, since signing out clears it everywhere. */
export const unsavedKeysItem = 'cloudapp-unsaved-keys';

/** Where it has, sealed likewise, an import whose links were not taken along. */
export const unsavedImportItem = 'cloudapp-import';
