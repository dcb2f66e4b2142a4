/** What a browser was answered. */
export interface Page {
  status: number;
  /** Where it is sent; null: nowhere. */
  location: string | null;
  headers: Headers;
  text: string;
}

/** A browser of one person as far as a portal notices: it keeps cookies and sends forms, and follows no redirect. */
export interface Visitor {
  cookie(name: string): string | undefined;
  setCookie(name: string, value: string): void;
  get(path: string): Promise<Page>;
  /** Opens `path` and sends the form that leads to `action`, with everything hidden in it. */
  submit(path: string, action: string, typed?: Record<string, string>): Promise<Page>;
  /** Sends a form that is on none of the pages. */
  post(path: string, fields: Record<string, string>): Promise<Page>;
}

/** @param url of the portal */
export function createVisitor(url: string): Visitor {
  const cookies = new Map<string, string>();
  const ask = async (path: string, init: RequestInit = {}): Promise<Page> => {
    const cookie = [...cookies].map((pair) => pair.join('=')).join('; ');
    const response = await fetch(url + path, { ...init, redirect: 'manual', headers: { ...init.headers, cookie } });
    for (const each of response.headers.getSetCookie()) {
      const [, name, value] = /^([^=]+)=([^;]*)/.exec(each) ?? [];
      if (name !== undefined && value !== undefined) cookies.set(name, value);
    }
    const { status, headers } = response;
    return { status, headers, location: headers.get('location'), text: await response.text() };
  };
  const post = (path: string, fields: Record<string, string>) =>
    ask(path, { method: 'POST', body: new URLSearchParams(fields) });
  return {
    cookie: (name) => cookies.get(name),
    setCookie: (name, value) => void cookies.set(name, value),
    get: (path) => ask(path),
    post,
    async submit(path, action, typed = {}) {
      const { text } = await ask(path);
      const form = text.split('<form').find((each) => each.includes(`action="${action}"`));
      if (form === undefined) throw new Error(`No form on ${path} leads to ${action}.`);
      const hidden = [...(form.split('</form>')[0] ?? '').matchAll(/type="hidden" name="(\w+)" value="([^"]*)"/g)];
      return post(action, { ...Object.fromEntries(hidden.map(([, name, value]) => [name, value])), ...typed });
    },
  };
}
