import type { Page } from 'playwright-core';
import type { Role } from '#domain/staff.ts';
import type { StaffRecord } from '#ports/staff.ts';
import { hashPassword } from '#services/console/staff-password.ts';
import { createStaff, type StaffOptions } from '../http/console-staff.ts';
import { handAt } from '../http/hand.ts';
import type { ApiClient } from '../support/api-client.ts';
import type { OpenOptions, TestBrowser } from '../support/browser.ts';
import { startTestService, type TestService, type TestServiceOptions } from '../support/service.ts';
import { press, sees } from './steps.ts';

/** What everybody of the staff types. */
export const PASSWORD = 'a long way to Tipperary';

/** People who called support: who they are, and whose number it is in the simulator. */
export const callers = {
  /** Presses #. */
  ada: '+12025550100',
  /** Never picks up. */
  ben: '+12025550101',
  /** The line is busy. */
  cleo: '+12025550102',
} as const;

/** The console as staff meet it: the service, accounts for each role, and calls that went well or did not. */
export interface ConsoleStage extends TestService {
  /** The accounts of each role. */
  staff: Record<Role, StaffRecord>;
  /** The last verification of each caller. */
  verifications: Record<keyof typeof callers, string>;
  /** An account with the password. */
  addStaff(role: Role, options?: StaffOptions): Promise<StaffRecord>;
  /** The console in a browser, at the sign-in. @param place the fragment, such as `/audit` */
  open(browser: TestBrowser, place?: string, options?: OpenOptions): Promise<Page>;
  /** Somebody who has typed address and password, and is at a page. */
  signedIn(browser: TestBrowser, who: Role | StaffRecord, place?: string, options?: OpenOptions): Promise<Page>;
  /** Calls somebody, and waits until that has ended. @returns its id */
  call(userId: string, to: string, api?: ApiClient): Promise<string>;
}

export async function startConsoleStage(options: TestServiceOptions = {}): Promise<ConsoleStage> {
  const test = await startTestService(options);
  const passwordHash = await hashPassword(PASSWORD);
  const addStaff = (role: Role, more: StaffOptions = {}) => createStaff(test, role, { passwordHash, ...more });
  const named = (role: Role, displayName: string) =>
    addStaff(role, { displayName, email: `${displayName.toLowerCase().replace(' ', '.')}@acme.example` });
  const staff = {
    viewer: await named('viewer', 'Vera Vogel'),
    support: await named('support', 'Sam Okafor'),
    administrator: await named('administrator', 'Alma Ruiz'),
  };
  const call = async (userId: string, to: string, api = test.api) => {
    const { id } = await api.create({ to, userId });
    await api.outcome(id);
    await handAt(test.simulator, to).ended();
    await test.service.deps.background.settled();
    return id;
  };
  const verifications = {
    ada: await call('ada', callers.ada),
    ben: await call('ben', callers.ben),
    cleo: await call('cleo', callers.cleo),
  };
  const open = (browser: TestBrowser, place = '/', more: OpenOptions = {}) =>
    browser.open(`${test.url}/console/#${place}`, more);
  return {
    ...{ ...test, staff, verifications, addStaff, call, open },
    async signedIn(browser, who, place = '/', more = {}) {
      const page = await open(browser, place, more);
      await typeSignIn(page, typeof who === 'string' ? staff[who] : who);
      await page.getByRole('navigation', { name: 'Console' }).waitFor({ state: 'attached' });
      return page;
    },
  };
}

/** Types an address and a password, where the sign-in is. */
export async function typeSignIn(page: Page, { email }: Pick<StaffRecord, 'email'>, password = PASSWORD) {
  await sees(page, 'Sign in');
  await page.getByLabel('E-mail').fill(email);
  await page.getByLabel('Password', { exact: true }).fill(password);
  await press(page, 'Sign in');
}
