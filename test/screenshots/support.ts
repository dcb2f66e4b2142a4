import type { Page } from 'playwright-core';
import { createAccount } from '#services/console/accounts.ts';
import type { Camera } from './camera.ts';
import { liveThroughADay } from './day.ts';
import type { Product } from './product.ts';

const screen = { width: 1200, height: 760 };
const password = 'a long way to Tipperary';

/** Sam answers the telephone of support, and Alma looks after the console: a picture of each page that they need. */
export async function takeSupportPictures(camera: Camera, product: Product): Promise<void> {
  const calls = await liveThroughADay(product);
  const alma = await signIn(camera, product, 'Alma Ruiz', 'administrator');
  const sam = await signIn(camera, product, 'Sam Okafor', 'support');
  await lookAround(camera, sam);
  await helpBen(camera, sam);
  await sam.setViewportSize({ width: 1200, height: 860 });
  await sam.goto(`${product.url}/console/#/verifications/${calls.iris}?view=replay`);
  await sam.getByRole('list', { name: 'Events' }).getByRole('button', { name: 'Answered' }).click();
  await camera.take('console-replay', sam, { small: true });
  await sam.setViewportSize(screen);
  await helpFay(camera, sam);

  await alma.getByRole('link', { name: 'Audit log' }).click();
  await alma.getByRole('row').nth(3).waitFor();
  await camera.take('console-audit', alma, { small: true });
}

const press = (page: Page, name: string) => page.getByRole('button', { name, exact: true }).click();

async function find(page: Page, typed: string): Promise<void> {
  await page.getByRole('searchbox').fill(typed);
  await page.keyboard.press('Enter');
  await page.getByRole('heading', { name: `Verifications of “${typed}”` }).waitFor();
  await page.getByText('One verification').first().waitFor();
}

async function because(page: Page, reason: string, confirm: string): Promise<void> {
  const dialog = page.getByRole('dialog');
  await dialog.getByLabel('Reason').fill(reason);
  await dialog.getByRole('button', { name: confirm, exact: true }).click();
  await dialog.waitFor({ state: 'detached' });
}

async function lookAround(camera: Camera, page: Page): Promise<void> {
  await page.getByRole('heading', { name: 'Outcomes over time' }).waitFor();
  // Charts tell what is under the pointer.
  await page.mouse.move(0, 0);
  await camera.take('console-overview', page, { small: true });
  await page.getByRole('heading', { name: 'Errors of the carrier' }).scrollIntoViewIfNeeded();
  await camera.take('console-where', page, { small: true });
  await page.getByRole('link', { name: 'Verifications', exact: true }).click();
  await page.getByRole('row').nth(6).waitFor();
  await camera.take('console-find', page, { small: true });
}

/** Nobody picked up: he is called again while he is on the other telephone. */
async function helpBen(camera: Camera, page: Page): Promise<void> {
  await find(page, 'ben');
  await page.getByRole('rowheader').getByRole('link').click();
  const ringing = page.getByRole('listitem').filter({ hasText: /^Rang for/ });
  await ringing.waitFor();
  await camera.take('console-verification', page, { small: true });
  await ringing.locator('summary').click();
  // What is taken whole is measured from the top.
  await page.evaluate('scrollTo(0, 0)');
  await camera.take('console-evidence', page, { of: 'li:has(details[open])', small: true });
  await press(page, 'Show the full number…');
  await because(page, 'To compare it with the number that he tells', 'Show it');
  await press(page, 'Hide');
  await press(page, 'Call again…');
  await page.getByLabel('Reason').fill('He has his phone in his hand now');
  await camera.take('console-call-again', page, { of: '[role=dialog]', small: true });
  await because(page, 'He has his phone in his hand now', 'Call now');
}

/** She pressed 0 by mistake, and cannot sign in any more. */
async function helpFay(camera: Camera, page: Page): Promise<void> {
  await find(page, 'fay');
  await page.getByRole('link', { name: 'fay' }).first().click();
  await page.getByText('Blocked by a fraud report').first().waitFor();
  await camera.take('console-person', page, { small: true });
  await press(page, 'Lift the block');
  await because(page, 'She says that she pressed 0 by mistake', 'Lift the block');
}

async function signIn(
  camera: Camera,
  { url, deps }: Product,
  displayName: string,
  role: 'support' | 'administrator',
): Promise<Page> {
  const email = `${displayName.split(' ')[0]?.toLowerCase()}@contoso.example`;
  await createAccount(deps, { email, displayName, role, applicationId: null, password });
  const page = await camera.open(`${url}/console/`, { viewport: screen });
  await page.getByLabel('E-mail').fill(email);
  await page.getByLabel('Password', { exact: true }).fill(password);
  await page.getByRole('button', { name: 'Sign in', exact: true }).click();
  await page.getByRole('navigation', { name: 'Console' }).waitFor();
  return page;
}
