import type { Page } from 'playwright-core';
import { expect } from 'vitest';
import { axe } from '../support/axe.ts';
import { ana } from './stage.ts';

/** Presses a button of the page, once it is there. */
export function press(page: Page, name: string | RegExp): Promise<void> {
  return page.getByRole('button', { name, ...(typeof name === 'string' && { exact: true }) }).click();
}

/** Resolves when the page has this heading: a step has come. */
export function sees(page: Page, heading: string): Promise<void> {
  return page.getByRole('heading', { name: heading }).waitFor();
}

/** Resolves when the page says how things stand, to those who see it and those who hear it. */
export function hears(page: Page, status: string): Promise<void> {
  return page.getByRole('status').filter({ hasText: status }).waitFor();
}

/** Fails where somebody could not use the page as it is now. */
export async function expectForEverybody(page: Page): Promise<void> {
  expect(await axe(page)).toEqual([]);
}

/** Names a phone on the page that asks for one, and goes on. */
export async function choosePhone(
  page: Page,
  number: string,
  { kind, extension, how }: { kind?: string; extension?: string; how?: string } = {},
): Promise<void> {
  if (kind) await page.getByText(kind, { exact: true }).click();
  await page.getByLabel('Phone number').fill(number);
  if (extension) await page.getByLabel('Extension').fill(extension);
  if (how) await page.getByText(how, { exact: true }).click();
  await press(page, 'Next');
}

/** Signs in once more, where a phone is to be bound; back on the hosted pages after it. */
export async function givePasswordAgain(page: Page): Promise<void> {
  await press(page, 'Sign in again');
  await page.getByLabel('Password').fill(ana.password);
  await press(page, 'Continue');
}
