import { expect, test } from 'vitest';
import { html } from './html.ts';

test('what is put into HTML is text, unless it is HTML', () => {
  const inner = html`<b>${'<&"\''}</b>`;

  expect(html`<p title="${'"'}">${[inner, inner]}</p>`.text).toBe(
    '<p title="&quot;"><b>&lt;&amp;&quot;&#39;</b><b>&lt;&amp;&quot;&#39;</b></p>',
  );
});
