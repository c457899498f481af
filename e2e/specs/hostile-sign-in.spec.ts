import type { Problem } from '@cloudapp/contracts/problem';
import { expect, test } from '../fixtures/test.ts';
import { productUrl } from '../setup/product-settings.ts';

const origin = { origin: productUrl };
const json = { ...origin, 'content-type': 'application/json' };
const form = { ...origin, 'content-type': 'application/x-www-form-urlencoded' };
const valid = { email: 'nobody@example.org', password: 'no such password' };
const signIn = (body: unknown) => ({ method: 'POST', headers: json, body: JSON.stringify(body) });
const raw = (body: string, headers: Record<string, string> = json) => ({ method: 'POST', headers, body });

const hostile: Record<string, [RequestInit, string]> = {
  'no body': [{ method: 'POST', headers: json }, 'invalid-request'],
  'broken JSON': [raw('{"email": "a'), 'invalid-request'],
  'two documents': [raw('{}{}'), 'invalid-request'],
  null: [raw('null'), 'invalid-request'],
  'a list': [raw('[]'), 'invalid-request'],
  'deep nesting': [raw('['.repeat(3000) + ']'.repeat(3000)), 'invalid-request'],
  'a missing field': [signIn({ email: valid.email }), 'invalid-request'],
  'an extra field': [signIn({ ...valid, role: 'admin' }), 'invalid-request'],
  'a prototype': [raw('{"__proto__":{"role":"admin"},"email":"a@example.org","password":"x"}'), 'invalid-request'],
  'a number for a password': [signIn({ ...valid, password: 1e21 }), 'invalid-request'],
  'an object for an e-mail': [signIn({ ...valid, email: { $gt: '' } }), 'invalid-request'],
  'too long a password': [signIn({ ...valid, password: 'x'.repeat(257) }), 'invalid-request'],
  'too long an e-mail': [signIn({ ...valid, email: `${'x'.repeat(300)}@example.org` }), 'invalid-request'],
  'control characters': [signIn({ email: 'a\u0000b@example.org', password: '\u0000\u2028' }), 'authentication-error'],
  'template code': [signIn({ email: '$context.identity', password: '#set($x=1)$x' }), 'authentication-error'],
  'quotes for the state machine': [
    signIn({ email: '{% $states.input %}', password: '","x":"' }),
    'authentication-error',
  ],
  'a form': [raw('email=a&password=b', form), 'unsupported-media-type'],
  text: [raw(JSON.stringify(valid), { ...origin, 'content-type': 'text/plain' }), 'unsupported-media-type'],
  'no content type': [
    // Bytes: fetch gives text a content type of its own.
    { method: 'POST', headers: origin, body: new TextEncoder().encode(JSON.stringify(valid)) },
    'unsupported-media-type',
  ],
  'no origin': [raw(JSON.stringify(valid), { 'content-type': 'application/json' }), 'forbidden-origin'],
  '1 MB': [raw(`{"a":"${'a'.repeat(1_048_576)}"}`), 'body-too-large'],
  GET: [{ method: 'GET' }, 'method-not-allowed'],
};

for (const [name, [request, code]] of Object.entries(hostile)) {
  test(`sign-in answers ${name} with ${code}`, async () => {
    const response = await fetch(`${productUrl}/api/auth/login`, request);

    expect(response.headers.get('content-type')).toBe('application/problem+json');
    expect(response.headers.get('set-cookie')).toBeNull();
    expect(((await response.json()) as Problem).code).toBe(code);
  });
}
