import fc from 'fast-check';
import twilio from 'twilio';
import { describe, expect, test } from 'vitest';
import { createSignatureVerifier } from '#telephony/signature.ts';

const token = 'the-current-token';
const publicUrl = 'https://verify.example';
const path = '/carrier/voice/a1';
const params = { CallSid: `CA${'1'.repeat(32)}`, Digits: '#', To: '+12025550123' };

const sign = (url: string, signed: Record<string, string | string[]> = params, by = token) =>
  twilio.getExpectedTwilioSignature(by, url, signed);
const verifier = (url = publicUrl, ...authTokens: string[]) =>
  createSignatureVerifier({ publicUrl: url, authTokens: authTokens.length > 0 ? authTokens : [token] });
const form = (body: string) => {
  const parsed: Record<string, string | string[]> = {};
  for (const name of new Set(new URLSearchParams(body).keys())) {
    const values = new URLSearchParams(body).getAll(name);
    parsed[name] = values.length === 1 ? String(values[0]) : values;
  }
  return parsed;
};

test("the example of Twilio's documentation verifies", () => {
  // https://www.twilio.com/docs/usage/security#explore-the-algorithm-yourself
  const documented = {
    path: '/myapp.php?foo=1&bar=2',
    params: {
      CallSid: 'CA1234567890ABCDE',
      Caller: '+14158675310',
      Digits: '1234',
      From: '+14158675310',
      To: '+18005551212',
    },
  };
  const verify = (signature: string) => verifier('https://example.com', '12345').verify({ ...documented, signature });
  expect(verify('L/OH5YylLD5NRKLltdqwSvS0BnU=')).toBe(true);
  expect(verify('L/OH5YylLD5NRKLltdqwSvS0BnV=')).toBe(false);
});

describe('a request', () => {
  const signature = sign(publicUrl + path);

  test('that the carrier signed verifies', () => {
    expect(verifier().verify({ path, params, signature })).toBe(true);
  });

  test.each([
    ['no signature', { signature: undefined }],
    ['an empty signature', { signature: '' }],
    ['a signature that is too short', { signature: signature.slice(1) }],
    ['a signature that is too long', { signature: `A${signature}` }],
    ['a signature of other characters', { signature: `é${signature.slice(1)}` }],
    ['two signatures', { signature: `${signature}, ${signature}` }],
    ['the signature of another token', { signature: sign(publicUrl + path, params, 'another-token') }],
    ['the signature of another path', { signature: sign(`${publicUrl}/carrier/voice/a2`) }],
    ['the signature of another host', { signature: sign(`https://evil.example${path}`) }],
    ['the signature of the path alone', { signature: sign(path) }],
    ['another key', { params: { ...params, Digits: '1' } }],
    ['a parameter more', { params: { ...params, AnsweredBy: 'human' } }],
    ['no parameters', { params: {} }],
    ['a query string more', { path: `${path}?attempt=a2` }],
    ['an absolute target', { path: publicUrl + path }],
    ['an empty target', { path: '' }],
  ])('with %s does not verify', (_what, change) => {
    expect(verifier().verify({ path, params, signature, ...change })).toBe(false);
  });
});

describe('tokens', () => {
  test('the secondary one is accepted while the other is rotated, and no third', () => {
    const rotating = verifier(publicUrl, token, 'the-next-token');
    const by = (each: string) => rotating.verify({ path, params, signature: sign(publicUrl + path, params, each) });
    expect(['the-current-token', 'the-next-token', 'a-third-token'].map(by)).toEqual([true, true, false]);
  });

  test.each([[[]], [['']], [[token, '']]])('%j are turned down: anybody could sign', (authTokens) => {
    expect(() => createSignatureVerifier({ publicUrl, authTokens })).toThrow(TypeError);
  });
});

describe('the URL', () => {
  test('is what was configured, without fragment, user name and trailing slash', () => {
    expect(verifier().signedUrl(`${path}?a=1#rc=2`)).toBe(`${publicUrl}${path}?a=1`);
    expect(verifier(`${publicUrl}/`).signedUrl(path)).toBe(publicUrl + path);
    expect(verifier('https://user:secret@verify.example').signedUrl(path)).toBe(publicUrl + path);
    expect(verifier('http://[::1]:3000').signedUrl(path)).toBe(`http://[::1]:3000${path}`);
  });

  test.each(['', 'verify.example', 'ftp://verify.example', 'https://', 'https://verify.example?a=1'])(
    '%j is turned down',
    (url) => expect(() => verifier(url)).toThrow(TypeError),
  );

  test.each([
    ['https://verify.example', 'https://verify.example'],
    ['https://verify.example', 'https://verify.example:443'],
    ['https://verify.example:3443', 'https://verify.example:3443'],
    ['https://verify.example:3443', 'https://verify.example'],
    ['http://127.0.0.1:3000', 'http://127.0.0.1:3000'],
    ['http://127.0.0.1:3000', 'http://127.0.0.1'],
  ])('%s verifies what was signed for %s', (configured, signedFor) => {
    expect(verifier(configured).verify({ path, params, signature: sign(signedFor + path) })).toBe(true);
  });

  test('of another port or scheme does not verify', () => {
    for (const other of ['https://verify.example:8443', 'http://verify.example']) {
      expect(verifier().verify({ path, params, signature: sign(other + path) })).toBe(false);
    }
  });

  test('may have a prefix, which a proxy passes on or takes off', () => {
    const signature = sign(`https://x.example/verify${path}`);
    const prefixed = verifier('https://x.example/verify');
    expect(prefixed.verify({ path: `/verify${path}`, params, signature })).toBe(true);
    expect(prefixed.verify({ path, params, signature })).toBe(true);
    expect(prefixed.signedUrl(path)).toBe(`https://x.example/verify${path}`);
    expect(prefixed.signedUrl(`/verify${path}`)).toBe(`https://x.example/verify${path}`);
    expect(prefixed.verify({ path: `/other${path}`, params, signature })).toBe(false);
  });

  test('may have a prefix that a path of ours begins with as well', () => {
    const signature = sign(`https://x.example/carrier${path}`);
    expect(verifier('https://x.example/carrier/').verify({ path, params, signature })).toBe(true);
  });

  test.each(["?q=it's", '?q=a%20b', '?q=a+b', '?q=%C3%A9&q=2', '?q', '?'])(
    'is compared in the very characters received: %s',
    (query) => {
      const signature = sign(publicUrl + path + query);
      expect(verifier().verify({ path: path + query, params, signature })).toBe(true);
      expect(verifier().verify({ path: `${path}${query}&`, params, signature })).toBe(false);
    },
  );

  test('is signed without the fragment that carries connection overrides', () => {
    const signature = sign(publicUrl + path);
    expect(verifier().verify({ path: `${path}#rc=2&rt=5000`, params, signature })).toBe(true);
  });
});

describe('parameters', () => {
  test('count in any order, with spaces written as + or as %20', () => {
    const signature = sign(publicUrl + path, { CallerName: 'ANN LEE', To: '+12025550123' });
    for (const body of ['CallerName=ANN+LEE&To=%2B12025550123', 'To=%2B12025550123&CallerName=ANN%20LEE']) {
      expect(verifier().verify({ path, params: form(body), signature })).toBe(true);
    }
  });

  test('are decoded once: CallToken is itself percent-encoded', () => {
    const signature = sign(publicUrl + path, { CallToken: '%7B%22parent%22%3A1%7D' });
    const once = form('CallToken=%257B%2522parent%2522%253A1%257D');
    const twice = form('CallToken=%7B%22parent%22%3A1%7D');
    expect(verifier().verify({ path, params: once, signature })).toBe(true);
    expect(verifier().verify({ path, params: twice, signature })).toBe(false);
  });

  test('that repeat are signed once each, sorted', () => {
    const signature = sign(publicUrl + path, { Event: ['b', 'a'] });
    expect(verifier().verify({ path, params: form('Event=a&Event=b&Event=b'), signature })).toBe(true);
    expect(verifier().verify({ path, params: form('Event=a'), signature })).toBe(false);
  });
});

describe('whatever the parameters are', () => {
  const name = fc.string({ minLength: 1, maxLength: 12, unit: 'binary' });
  const value = fc.string({ maxLength: 24, unit: 'binary' });
  const anyParams = fc.dictionary(name, fc.oneof(value, fc.array(value, { minLength: 2, maxLength: 4 })), {
    maxKeys: 12,
  });

  test('what the package signs verifies', () => {
    fc.assert(
      fc.property(anyParams, (given) => {
        expect(verifier().verify({ path, params: given, signature: sign(publicUrl + path, given) })).toBe(true);
      }),
    );
  });

  test('one changed character does not, in a value, a name, the path or the signature', () => {
    const swap = (text: string, at: number) => {
      const characters = [...text];
      const index = at % characters.length;
      characters[index] = characters[index] === 'x' ? 'y' : 'x';
      return characters.join('');
    };
    const flat = fc.dictionary(name, fc.string({ minLength: 1, maxLength: 24, unit: 'binary' }), {
      minKeys: 1,
      maxKeys: 12,
    });
    fc.assert(
      fc.property(flat, fc.nat(), fc.nat(), (given, pick, at) => {
        const signature = sign(publicUrl + path, given);
        const names = Object.keys(given);
        const chosen = names[pick % names.length] ?? '';
        const { [chosen]: kept = '', ...rest } = given;
        const renamed = swap(chosen, at);
        const verify = (change: object) => verifier().verify({ path, params: given, signature, ...change });

        expect(verify({ params: { ...rest, [chosen]: swap(kept, at) } })).toBe(false);
        if (!names.includes(renamed)) expect(verify({ params: { ...rest, [renamed]: kept } })).toBe(false);
        expect(verify({ path: `/${swap(path.slice(1), at)}` })).toBe(false);
        expect(verify({ signature: swap(signature, at) })).toBe(false);
      }),
    );
  });
});
