import { afterAll, beforeAll, expect, it } from 'vitest';
import { startTestService, type TestService } from '../support/service.ts';

const ID = '0190a1b2-c3d4-7e5f-8a9b-0c1d2e3f4a5b';

let test: TestService;
beforeAll(async () => {
  test = await startTestService();
});
afterAll(() => test.close());

async function linksFor(path: string, languages: string): Promise<string | null> {
  const response = await fetch(test.url + path, { headers: { 'accept-language': languages } });
  expect(response.status).toBe(200);
  return response.headers.get('link');
}

it.each([
  ['de-AT,de;q=0.9,en;q=0.8', 'de'],
  ['ja,fr;q=0.5', 'fr'],
  ['ja', 'en'],
])('a page names beforehand what it asks for first: its visit, and words in one of %s', async (languages, language) => {
  const links = (await linksFor(`/flow/${ID}`, languages)) ?? '';
  expect(links).toContain(`<${ID}/state>; rel=preload; as=fetch; crossorigin`);
  const words = /<(assets\/(\w+)-[\w-]+\.js)>; rel=modulepreload/.exec(links);
  expect(words?.[2]).toBe(language);
  expect((await fetch(`${test.url}/flow/${words?.[1]}`)).status).toBe(200);
});

it('names nothing where it would be looked for elsewhere, and nothing that was put into its address', async () => {
  expect(await linksFor(`/flow/${ID}/`, 'en')).toBeNull();
  expect(await linksFor('/flow/%3E;%20rel=x,%3C', 'en')).toContain('<%3E%3B%20rel%3Dx%2C%3C/state>;');
});
