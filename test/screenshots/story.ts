import type { BrowserContextOptions, Page } from 'playwright-core';
import type { TestHandset } from '../browser/handset.ts';
import type { Camera } from './camera.ts';

const password = 'correct horse';
/** With the dialog in front of it, which reaches beyond it. */
const card = { of: 'main, dialog' };

/**
 * Signs Ana in time and again, and takes a picture wherever there is something to see.
 * @param url of the product, without a slash at the end
 * @param phone Ana's, which rings by hand
 */
export async function takePictures(camera: Camera, url: string, phone: TestHandset): Promise<void> {
  const page = await typePassword(await camera.open(`${url}/demo`));
  await setUp(camera, page, phone);
  await makeAppPassword(camera, page);
  await seeAccount(camera, page, phone);

  await failAndRetry(camera, await signIn(camera, url), phone);
  await typeCode(camera, await signIn(camera, url, { viewport: { width: 375, height: 812 } }));
  await signInAtNight(camera, await signIn(camera, url, { colorScheme: 'dark' }), phone);
}

const press = (page: Page, name: string) => page.getByRole('button', { name, exact: true }).click();
const heading = (page: Page, name: string) => page.getByRole('heading', { name }).waitFor();

async function typePassword(page: Page): Promise<Page> {
  await page.getByLabel('User name').fill('ana');
  await page.getByLabel('Password').fill(password);
  await press(page, 'Sign in');
  return page;
}

/** In a browser that knows nothing of her. */
async function signIn(camera: Camera, url: string, options?: BrowserContextOptions): Promise<Page> {
  return typePassword(await camera.open(`${url}/demo`, options));
}

async function setUp(camera: Camera, page: Page, phone: TestHandset): Promise<void> {
  await heading(page, 'Additional security verification');
  await camera.take('set-up', page, card);
  await press(page, 'Set it up now');
  await page.getByLabel('Phone number').fill('(202) 555-0120');
  await camera.take('choose-phone', page, card);
  await press(page, 'Next');
  await press(page, 'Sign in again');
  await page.getByLabel('Password').fill(password);
  await press(page, 'Continue');
  await press(page, 'Verify');
  await phone.shows('Incoming call');
  await page.getByText('Ringing…').waitFor();
  await camera.take('ringing', page, card);
  await camera.take('handset-ringing', phone.page, { small: true });
  await phone.press('Answer');
  await phone.shows(/^Listening for keys/);
  await page.getByText('press # now').waitFor();
  await camera.take('press-pound', page, card);
  await camera.take('handset-in-call', phone.page, { small: true });
  await page.getByRole('checkbox').check();
  await phone.press('Pound');
}

async function makeAppPassword(camera: Camera, page: Page): Promise<void> {
  await press(page, 'Make it');
  await page.getByTestId('app-password').waitFor();
  await camera.take('app-password', page, card);
  await press(page, 'I have stored it: continue');
  await heading(page, 'Welcome, Ana Souza');
  await camera.take('portal', page, { small: true });
}

async function seeAccount(camera: Camera, page: Page, phone: TestHandset): Promise<void> {
  await press(page, 'Your security settings');
  await confirm(phone);
  await heading(page, 'Recent sign-ins');
  await camera.take('account', page, { ...card, small: true });
}

async function confirm(phone: TestHandset): Promise<void> {
  await phone.press('Answer');
  await phone.shows(/^Listening for keys/);
  await phone.press('Pound');
}

async function failAndRetry(camera: Camera, page: Page, phone: TestHandset): Promise<void> {
  await phone.press('Decline');
  await heading(page, 'That did not work out');
  await camera.take('failure', page, card);
  await press(page, 'Retry');
  await confirm(phone);
  await heading(page, 'Welcome, Ana Souza');
}

async function typeCode(camera: Camera, page: Page): Promise<void> {
  await press(page, 'Text me instead');
  await page.getByText('The text message was delivered').waitFor();
  await camera.take('phone-sized', page);
}

async function signInAtNight(camera: Camera, page: Page, phone: TestHandset): Promise<void> {
  await page.getByText('Ringing…').waitFor();
  await camera.take('dark', page, card);
  await phone.press('Decline');
}
