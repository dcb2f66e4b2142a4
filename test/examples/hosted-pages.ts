import type { NewAppPassword, PageState } from '#http/flow/page-state.ts';

/** A browser at the hosted pages, which keeps their cookies from one visit to the next. */
export interface HostedPages {
  /** Opens a link. @returns the visit, or where the browser was sent on at once */
  open(link: string): Promise<{ visit: Visit } | { location: string }>;
}

/** What the script of the pages does, without its looks. */
export interface Visit {
  state(): Promise<PageState>;
  /** Waits, as the pages do, until `done`. */
  until(done: (state: PageState) => boolean): Promise<PageState>;
  post(path: 'phones' | 'verification', body: object): Promise<PageState>;
  appPassword(name: string): Promise<NewAppPassword>;
  /** @returns where the browser is sent */
  leaveBy(path: 'reauthenticate' | 'finish' | 'leave', body?: object): Promise<string>;
}

/** @param url of the service */
export function createHostedPages(url: string): HostedPages {
  const cookies = new Map<string, string>();
  const ask = async (address: string, init: RequestInit = {}): Promise<Response> => {
    const cookie = [...cookies].map((pair) => pair.join('=')).join('; ');
    const headers = { cookie, origin: url, 'content-type': 'application/json' };
    const response = await fetch(address, { ...init, redirect: 'manual', headers });
    for (const each of response.headers.getSetCookie()) {
      const [, name, value] = /^([^=]+)=([^;]*)/.exec(each) ?? [];
      if (name !== undefined && value !== undefined) cookies.set(name, value);
    }
    return response;
  };
  const json = async <T>(address: string, init?: RequestInit): Promise<T> => {
    const response = await ask(address, init);
    if (!response.ok) throw new Error(`${address}: ${response.status} ${await response.text()}`);
    return (await response.json()) as T;
  };
  const visitAt = (page: string): Visit => {
    const post = <T>(path: string, body: object = {}) =>
      json<T>(`${page}/${path}`, { method: 'POST', body: JSON.stringify(body) });
    const visit: Visit = {
      state: () => json<PageState>(`${page}/state`),
      async until(done) {
        let state = await visit.state();
        while (!done(state)) state = await json<PageState>(`${page}/state?version=${state.version}&wait=20`);
        return state;
      },
      post: (path, body) => post<PageState>(path, body),
      appPassword: (name) => post<NewAppPassword>('app-passwords', { name }),
      leaveBy: async (path, body) => (await post<{ location: string }>(path, body)).location,
    };
    return visit;
  };
  return {
    async open(link) {
      const response = await ask(link);
      const location = response.headers.get('location') ?? '';
      const to = new URL(location, url);
      return to.href.startsWith(`${url}/flow/`) ? { visit: visitAt(to.href) } : { location: to.href };
    },
  };
}
