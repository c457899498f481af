/** Brings what must be mended into view; after the fields have learnt that they are wrong. */
export function focusFirstInvalid(form: Element | null | undefined): void {
  setTimeout(() => {
    form?.querySelector<HTMLElement>('[aria-invalid=true]')?.focus();
  });
}
