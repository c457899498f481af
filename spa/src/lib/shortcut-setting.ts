const storageKey = 'cloudapp-shortcuts';

/** Single-letter shortcuts can be switched off (WCAG 2.1.4): speech input may trigger them by accident. */
export function areShortcutsOn(): boolean {
  try {
    return localStorage.getItem(storageKey) !== 'off';
  } catch {
    return true;
  }
}

export function switchShortcuts(on: boolean): void {
  try {
    localStorage.setItem(storageKey, on ? 'on' : 'off');
  } catch {
    // Storage is off: the setting lasts as long as the page.
  }
}
