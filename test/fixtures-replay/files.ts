import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { type Fixture, readFixture } from '../../src/fixtures/fixture.ts';

const FOLDER = new URL('../fixtures/', import.meta.url);
const SUFFIX = '.json';

/** Every fixture there is, by the name of its file. */
export function allFixtures(): { name: string; fixture: Fixture }[] {
  const files = readdirSync(FOLDER).filter((file) => file.endsWith(SUFFIX));
  return files
    .sort()
    .map((file) => ({ name: file.slice(0, -SUFFIX.length), fixture: fixtureNamed(file.slice(0, -SUFFIX.length)) }));
}

/** @throws FixtureError, or an error when there is no such file */
export function fixtureNamed(name: string): Fixture {
  return readFixture(textOf(name));
}

export function exists(name: string): boolean {
  return existsSync(new URL(name + SUFFIX, FOLDER));
}

export function textOf(name: string): string {
  return readFileSync(new URL(name + SUFFIX, FOLDER), 'utf8');
}

export function writeFixture(name: string, fixture: Fixture): void {
  writeFileSync(new URL(name + SUFFIX, FOLDER), `${JSON.stringify(fixture, null, 2)}\n`);
}
