import { v7 as uuidv7 } from 'uuid';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { makePng, makeSvg } from '../support/images.ts';
import { startTestService, type TestService } from '../support/service.ts';
import { expectProblem } from './problem.ts';

const start = new Date('2026-11-25T09:00:00Z');
const later = (seconds: number) => new Date(start.getTime() + seconds * 1000);

let test: TestService;
let id: string;
let other: string;
beforeAll(async () => {
  test = await startTestService({ worker: false });
  await test.addApplication('other');
  const { applications } = test.service.deps;
  [id = '', other = ''] = (await Promise.all(['test', 'other'].map((name) => applications.findByName(name)))).map(
    (application) => String(application?.id),
  );
});
afterAll(() => test.close());

const logos = () => test.service.deps.logos;
const get = (path: string) => fetch(`${test.url}/logos/${path}`);

describe('the logo of an application', () => {
  it('is served as it was saved, and may be kept for good under the address that has its version', async () => {
    await logos().saveLogo(id, { type: 'image/png', image: makePng() }, start);
    const response = await get(`${id}?v=${await logos().logoVersion(id)}`);
    expect(response.status).toBe(200);
    expect(Object.fromEntries(response.headers)).toMatchObject({
      'content-type': 'image/png',
      'cache-control': 'public, max-age=31536000, immutable',
      'x-content-type-options': 'nosniff',
      'content-security-policy': "default-src 'none'; style-src 'unsafe-inline'; sandbox",
    });
    expect(Buffer.from(await response.arrayBuffer()).equals(makePng())).toBe(true);
  });

  it('has another version once it is changed, and what is kept of the old one is asked for again', async () => {
    await logos().saveLogo(id, { type: 'image/png', image: makePng() }, later(1));
    const before = await logos().logoVersion(id);
    await logos().saveLogo(id, { type: 'image/svg+xml', image: makeSvg() }, later(2));
    expect(await logos().logoVersion(id)).not.toBe(before);
    for (const path of [id, `${id}?v=${before}`]) {
      const response = await get(path);
      expect(response.headers.get('cache-control')).toBe('no-cache');
      expect(response.headers.get('content-type')).toBe('image/svg+xml; charset=utf-8');
      expect(await response.text()).toBe(makeSvg().toString());
    }
  });

  it('is its own alone, and nothing after it is removed', async () => {
    await logos().saveLogo(id, { type: 'image/png', image: makePng() }, start);
    expect(await logos().logoVersion(other)).toBeNull();
    expect(await logos().removeLogo(other)).toBe(false);
    expect(await logos().logoVersion(id)).not.toBeNull();
    expect(await logos().removeLogo(id)).toBe(true);
    expect(await logos().logoVersion(id)).toBeNull();
    for (const path of [id, other, uuidv7(), 'x', `${id}.png`]) await expectProblem(await get(path), 'not_found');
  });
});
