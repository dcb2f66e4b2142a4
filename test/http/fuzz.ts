import fc from 'fast-check';

export interface Sent {
  method: string;
  path: string;
  body: string;
  headers: Record<string, string>;
}

type Body = Record<string, unknown>;

/** What is right of a route; `{}` in the path is an id. */
type Route = readonly [method: string, path: string, body: Body];

/** Ids that are none, that are somebody else's, and that mean something to paths, databases and programs. */
const id = fc.oneof(
  fc.uuid(),
  fc.string({ unit: 'binary', maxLength: 40 }).map((text) => encodeURIComponent(`a${text.toWellFormed()}`)),
  fc.constantFrom('%00', '%zz', '%ff', '%2F', 'null', '__proto__', 'constructor', '9'.repeat(300)),
);

const value = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 80 }),
  fc.constantFrom('+19005550100', '+12035550100', 'mobile', 'sms', 'http://evil.example/', '\u0000', '\ud800'),
  fc.jsonValue({ maxDepth: 2 }),
  fc.double(),
);
const name = fc.constantFrom('number', 'extension', 'userId', 'rememberDays', 'reauthenticateUrl', '__proto__', 'x');

/** Right, with one field that is another, or with none of what is right. */
function anyBody(right: Body): fc.Arbitrary<string> {
  const names = Object.keys(right);
  const field = names.length > 0 ? fc.oneof(fc.constantFrom(...names), name) : name;
  return fc.oneof(
    fc.constant(JSON.stringify(right)),
    fc.tuple(field, value).map(([key, other]) => JSON.stringify({ ...right, [key]: other })),
    fc.json(),
    fc.string({ unit: 'binary', maxLength: 100 }),
  );
}

const json = { 'content-type': 'application/json' };
const headers: fc.Arbitrary<Record<string, string>> = fc.oneof(
  { weight: 12, arbitrary: fc.constant(json) },
  fc.constantFrom('application/json; charset=utf-16', 'text/plain').map((type) => ({ 'content-type': type })),
  fc.constant({ ...json, 'content-encoding': 'gzip' }),
);

/** One of these addresses, with anything in the place of `{}`. */
export function anyAddress(templates: readonly string[]): fc.Arbitrary<string> {
  return fc
    .tuple(fc.constantFrom(...templates), id, id)
    .map(([path, one, other]) => path.replace('{}', one).replace('{}', other));
}

/** A request to one of these routes, which is mostly not quite right. */
export function anyRequest(routes: readonly Route[]): fc.Arbitrary<Sent> {
  return fc.constantFrom(...routes).chain(([method, path, right]) =>
    fc.record({
      method: fc.oneof({ weight: 9, arbitrary: fc.constant(method) }, fc.constantFrom('GET', 'POST', 'PUT', 'DELETE')),
      path: anyAddress([path]),
      body: anyBody(right),
      headers,
    }),
  );
}
