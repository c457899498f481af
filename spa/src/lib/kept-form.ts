import { useEffect, useState } from 'react';

function itemOf(form: string): string {
  return `cloudapp-form ${form}`;
}

/**
 * What was typed in a form when its page was loaded anew; for nothing that is secret.
 * @param form which one, and whose
 * @param otherwise what the form begins with
 */
export function useTyped<T>(form: string, otherwise: T): T {
  const [typed] = useState(() => {
    const text = sessionStorage.getItem(itemOf(form));
    return text === null ? otherwise : (JSON.parse(text) as T);
  });
  return typed;
}

/** Keeps what is typed in a form over a reload, and not over anything else. */
export function useKeepTyped(form: string, values: unknown): void {
  useEffect(() => {
    const item = itemOf(form);
    const forget = () => {
      sessionStorage.removeItem(item);
    };
    const keep = () => {
      sessionStorage.setItem(item, JSON.stringify(values));
    };
    forget();
    window.addEventListener('pagehide', keep);
    return () => {
      window.removeEventListener('pagehide', keep);
      forget();
    };
  }, [form, values]);
}
