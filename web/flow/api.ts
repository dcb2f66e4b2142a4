import type { AccountState, NewAppPassword, PagePhone, PageState } from '../../src/http/flow/page-state.ts';
import { ask } from '../shared/ask.ts';

type Channel = PagePhone['channel'];

export interface NewPhone {
  kind: PagePhone['kind'];
  /** E.164. */
  number: string;
  extension?: string;
  channel: Channel;
}

/** The page is served at `/flow/{id}`, or further down behind a proxy; what it asks for is below. */
const base = `${location.pathname.replace(/\/+$/, '')}/`;

const get = <Answer>(path: string, signal?: AbortSignal) => ask<Answer>('GET', base + path, undefined, signal);
const post = <Answer>(path: string, body: object = {}) => ask<Answer>('POST', base + path, body);
const remove = <Answer>(path: string) => ask<Answer>('DELETE', base + path, {});

/** The service's page API. All throw `Problem`. */
export const api = {
  /** @param version what is known: waits for the next one, for at most `waitSeconds`; null: answers at once */
  state: (version: string | null, waitSeconds: number, signal?: AbortSignal) => {
    const query = version === null ? '' : `?${new URLSearchParams({ version, wait: String(waitSeconds) })}`;
    return get<PageState>(`state${query}`, signal);
  },
  addPhone: (phone: NewPhone) => post<PageState>('phones', phone),
  makeDefault: (phoneId: string) => post<PageState>(`phones/${phoneId}/default`),
  removePhone: (phoneId: string) => remove<PageState>(`phones/${phoneId}`),
  reauthenticate: () => post<{ location: string }>('reauthenticate'),
  /** A new call or message; by what is left out the service decides. */
  start: (how: { phoneId?: string; channel?: Channel }) => post<PageState>('verification', how),
  retry: () => post<PageState>('verification/retry'),
  resend: () => post<PageState>('verification/resend'),
  cancel: () => post<PageState>('verification/cancel'),
  check: (code: string) => post<PageState>('verification/check', { code }),
  account: () => get<AccountState>('account'),
  makeAppPassword: (name: string) => post<NewAppPassword>('app-passwords', { name }),
  removeAppPassword: (id: string) => remove<AccountState>(`app-passwords/${id}`),
  forgetDevice: (id: string) => remove<AccountState>(`devices/${id}`),
  finish: (rememberDevice: boolean) => post<{ location: string }>('finish', { rememberDevice }),
  leave: () => post<{ location: string }>('leave'),
};
