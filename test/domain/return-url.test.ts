import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isRegistered, registrable } from '#domain/return-url.ts';
import { numRuns } from './histories.ts';

const registeredOnly = { loopback: false };
const onDevelopmentMachine = { loopback: true };

describe('a URL to be registered', () => {
  it.each([
    ...['https://login.example.com/', 'https://login.example.com', 'https://login.example.com:8443/mfa/back'],
    ...['http://localhost/back', 'http://127.0.0.1:4000/back', 'http://[::1]/back', 'https://10.0.0.5/r%C3%BCck'],
    ...['https://xn--bcher-kva.example/', 'https://localhost/', 'http://127.1.2.123/'],
    'https://login.example.com/to/https://me@shop.example/',
  ])('may be %s', (url) => {
    expect(registrable(url)).toBeNull();
  });

  it.each([
    ['login.example.com/back', 'must begin with https://'],
    ['/back', 'must begin with https://'],
    ['//login.example.com/', 'must begin with https://'],
    ['javascript:alert(1)', 'must begin with https://'],
    ['https:/login.example.com/', 'must begin with https://'],
    ['xhttps://login.example.com/', 'must begin with https://'],
    ['https://', 'must be a URL such as https://login.example.com/mfa/return'],
    ['https://login.example.com:99999/', 'must be a URL such as'],
    ['https://999.1.1.1/', 'must be a URL such as'],
    ['http://login.example.com/', 'must use https; http is for this machine alone, such as http://localhost:4000/'],
    ['http://127.0.0.1.example.com/', 'must use https'],
    ['http://localhost.example.com/', 'must use https'],
    ['http://notlocalhost/', 'must use https'],
    ['http://10.127.0.0.1.example/', 'must use https'],
    ['http://0.0.0.0/', 'must use https'],
    ['https://login.example.com/?from=mfa', 'must have no query: any query is allowed later'],
    ['https://login.example.com/?', 'must have no query'],
    ['https://login.example.com/#top', 'must have no fragment (#)'],
    ['https://login.example.com/#', 'must have no fragment (#)'],
    ['https://me:secret@login.example.com/', 'must have no user name and no password'],
    ['https://me@login.example.com/', 'must have no user name and no password'],
    ['https://@login.example.com/', 'must have no user name and no password'],
    ['http://me@localhost/', 'must have no user name and no password'],
    ['https://*.example.com/', 'must have no *: each URL is registered by itself'],
    ['https://login.example.com/*', 'must have no *'],
    ['https://login.example.com./', 'must have no dot at the end of its host'],
    ['https://login.example.com\\back', 'must have no spaces, backslashes and invisible characters'],
    ['https://login.example.com/a b', 'must have no spaces'],
    [' https://login.example.com/', 'must have no spaces'],
    ['https://login.exam\nple.com/', 'must have no spaces'],
    ['https://login.exam\u200bple.com/', 'must have no spaces'],
    ['https://Login.Example.com/', 'must be written as browsers do: https://login.example.com/'],
    ['https://login.example.com:443/', 'must be written as browsers do: https://login.example.com/'],
    ['https://login.%65xample.com/', 'must be written as browsers do: https://login.example.com/'],
    ['https://login.example.com/a/../b', 'must be written as browsers do: https://login.example.com/b'],
    ['https:///login.example.com/', 'must be written as browsers do: https://login.example.com/'],
    ['https://bücher.example/', 'must be written as browsers do: https://xn--bcher-kva.example/'],
    ['http://0x7f.1/', 'must be written as browsers do: http://127.0.0.1/'],
  ])('cannot be %j', (url, problem) => {
    expect(registrable(url)).toContain(problem);
  });
});

describe('a URL to return to', () => {
  const registered = ['https://login.example.com/mfa/back', 'https://shop.example.com', 'http://localhost:4000/back'];

  it.each([
    ...['https://login.example.com/mfa/back', 'https://login.example.com/mfa/back?to=/a%20b&x=*'],
    ...['https://shop.example.com/', 'https://shop.example.com', 'https://shop.example.com?next=https://else.example/'],
    ...['http://localhost:4000/back', 'http://localhost:51234/back?a=1', 'http://localhost/back'],
  ])('may be %s', (url) => {
    expect(isRegistered(url, registered, registeredOnly)).toBe(true);
  });

  it.each([
    ...['http://login.example.com/mfa/back', 'https://login.example.com:8443/mfa/back'],
    ...['https://login.example.com/mfa/back/', 'https://login.example.com/mfa/Back', 'https://login.example.com/'],
    ...['https://login.example.com/mfa/%62ack', 'https://login.example.com/mfa//back'],
    ...['https://login.example.com/mfa/x/../back', 'https://login.example.com/mfa/back#x'],
    ...['https://login.example.com/mfa/back?#', 'https://login.example.com./mfa/back'],
    ...['https://me@login.example.com/mfa/back', 'https://login.example.com@evil.example/mfa/back'],
    ...['https://login.example.com\\@evil.example/mfa/back', 'https://evil.example\\login.example.com/mfa/back'],
    ...['https://evil.example/mfa/back', 'https://login.example.com.evil.example/mfa/back'],
    ...['//login.example.com/mfa/back', '/mfa/back', 'https:login.example.com/mfa/back', 'nonsense', ''],
    ...['https://login.example.com/mfa/back\r\nSet-Cookie: a=b', ' https://login.example.com/mfa/back'],
    ...['https://login.example.com/mfa/back?x=\ty', 'https://LOGIN.example.com/mfa/back'],
    ...['https://login%2eexample.com/mfa/back', 'https://login。example.com/mfa/back'],
    ...['https://localhost:4000/back', 'http://127.0.0.1:4000/back', 'http://[::1]:4000/back'],
    ...['http://localhost:4000/other', 'http://localhost.evil.example/back', 'javascript://localhost/back'],
  ])('cannot be %j', (url) => {
    expect(isRegistered(url, registered, registeredOnly)).toBe(false);
  });

  it.each([
    ['http://127.0.0.1:4000/a', 'http://127.0.0.1:9/a', true],
    ['http://[::1]:4000/a', 'http://[::1]/a', true],
    ['http://[::1]:4000/a', 'http://[::2]/a', false],
    ['http://127.0.0.1:4000/a', 'http://127.0.0.2:4000/a', false],
    ['https://10.0.0.5/a', 'https://10.0.0.5:8443/a', false],
  ])('where %s is registered and %s is asked for, any port is allowed on loopback alone', (own, asked, allowed) => {
    expect(isRegistered(asked, [own], registeredOnly)).toBe(allowed);
  });

  it('on a development machine may be anything on that machine, registered or not', () => {
    for (const url of ['http://localhost:3000/a?b', 'http://127.0.0.1/', 'http://[::1]:4/', 'https://localhost/']) {
      expect(isRegistered(url, [], onDevelopmentMachine)).toBe(true);
      expect(isRegistered(url, [], registeredOnly)).toBe(false);
    }
    const elsewhere = ['https://login.example.com/', 'http://localhost.example.com/', 'http://notlocalhost/'];
    for (const url of [...elsewhere, 'http://localhost@evil.example/', 'http://localhost/#a', 'ftp://localhost/']) {
      expect(isRegistered(url, [], onDevelopmentMachine)).toBe(false);
    }
    expect(isRegistered('https://shop.example.com/?a', ['https://shop.example.com/'], onDevelopmentMachine)).toBe(true);
  });
});

const host = fc.constantFrom('login.example.com', 'shop.example', 'localhost', '127.0.0.1', '[::1]', '10.0.0.5');
const path = fc
  .array(fc.stringMatching(/^[a-z0-9_.~%-]{0,6}$/), { maxLength: 3 })
  .map((parts) => `/${parts.join('/')}`);
const port = fc.option(fc.integer({ min: 1, max: 65_535 }), { nil: null });
const url = fc
  .tuple(fc.constantFrom('http', 'https'), host, port, path)
  .map(([scheme, name, number, rest]) => `${scheme}://${name}${number === null ? '' : `:${number}`}${rest}`);

const check = <T>(property: fc.IProperty<T>) => fc.assert(property, { numRuns });

describe('whatever the URLs are', () => {
  it('what can be registered is allowed by its own registration, with any query', () => {
    check(
      fc.property(url, fc.webQueryParameters(), (each, query) => {
        fc.pre(registrable(each) === null);
        expect(isRegistered(each, [each], registeredOnly)).toBe(true);
        expect(isRegistered(`${each}?${query}`, [each], registeredOnly)).toBe(true);
      }),
    );
  });

  it('what is allowed leads a browser to the registered scheme, host and path, and off loopback to its port', () => {
    const tricks = fc.constantFrom(
      '\\',
      '@',
      '//',
      '/..',
      '%2f',
      '%5c',
      '.',
      '\t',
      '\n',
      '#',
      '?',
      ':',
      '\u200b',
      '％',
    );
    const tricked = fc.tuple(url, tricks, fc.nat()).map(([text, trick, at]) => {
      const place = at % (text.length + 1);
      return text.slice(0, place) + trick + text.slice(place);
    });
    check(
      fc.property(fc.oneof(url, tricked), url, (asked, own) => {
        fc.pre(registrable(own) === null);
        if (!isRegistered(asked, [own], registeredOnly)) return;
        const [to, from] = [new URL(asked, 'https://base.example/'), new URL(own)];
        expect([to.protocol, to.hostname, to.pathname]).toEqual([from.protocol, from.hostname, from.pathname]);
        expect([to.username, to.password, to.hash]).toEqual(['', '', '']);
        if (!/^(localhost|127\.0\.0\.1|\[::1\])$/.test(from.hostname)) expect(to.port).toBe(from.port);
      }),
    );
  });

  it('a trick anywhere before the query is never allowed to reach another host', () => {
    check(
      fc.property(fc.webUrl({ withFragments: true }), fc.string({ unit: 'grapheme' }), fc.nat(), (text, noise, at) => {
        const own = 'https://login.example.com/back';
        const place = at % (own.length + 1);
        for (const asked of [own.slice(0, place) + noise + own.slice(place), noise + own, text, `${text}${own}`]) {
          if (!isRegistered(asked, [own], registeredOnly)) continue;
          expect(new URL(asked).origin + new URL(asked).pathname).toBe(own);
        }
      }),
    );
  });

  it('nothing that is written makes it throw', () => {
    check(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        registrable(text);
        expect(isRegistered(text, [], registeredOnly)).toBe(false);
      }),
    );
  });
});
