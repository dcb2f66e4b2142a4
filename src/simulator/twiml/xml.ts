/** An element of a parsed document. */
export interface XmlElement {
  name: string;
  attributes: Record<string, string>;
  children: (XmlElement | string)[];
}

/** The text is not well-formed XML, or uses a DOCTYPE, which TwiML has no use for. */
export class XmlError extends Error {
  override readonly name = 'XmlError';
}

const nameStart = 'A-Za-z_:\\u00c0-\\ufffd';
const name = `[${nameStart}][${nameStart}0-9.\\-\\u00b7]*`;
const token = new RegExp(
  [
    '<!--(?<comment>(?!>)[\\s\\S]*?)-->',
    '<!\\[CDATA\\[(?<cdata>[\\s\\S]*?)\\]\\]>',
    '<\\?(?<instruction>[\\s\\S]*?)\\?>',
    `</(?<close>${name})\\s*>`,
    `<(?<open>${name})(?<attributes>(?:\\s+${name}\\s*=\\s*(?:"[^"<]*"|'[^'<]*'))*)\\s*(?<empty>/?)>`,
    '(?<text>[^<]+)',
  ].join('|'),
  'y',
);
const attribute = new RegExp(`(${name})\\s*=\\s*(?:"([^"]*)"|'([^']*)')`, 'g');
const entities: Record<string, string> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" };

/**
 * Parses a whole document: elements, attributes, text, the five named entities and numeric ones, comments, CDATA
 * and a prolog. Strict: an unclosed or mismatched tag, an unknown entity, a second root or a repeated attribute
 * is an error.
 * @throws XmlError with the character position
 */
export function parseXml(source: string): XmlElement {
  const document: XmlElement = { name: '', attributes: {}, children: [] };
  const open: XmlElement[] = [document];
  const start = source.startsWith('\ufeff') ? 1 : 0;
  token.lastIndex = start;
  while (token.lastIndex < source.length) {
    const at = token.lastIndex;
    const found = token.exec(source)?.groups;
    const parent = open.at(-1) ?? document;
    if (found === undefined) throw new XmlError(`Not well-formed at character ${at}.`);
    if (found.comment?.includes('--')) throw new XmlError(`A comment contains -- at character ${at}.`);
    if (found.instruction?.startsWith('xml ') && at !== start)
      throw new XmlError('The XML declaration must come first.');
    if (found.open !== undefined) {
      const element = { name: found.open, attributes: attributesOf(found.attributes ?? '', at), children: [] };
      if (parent === document && document.children.length > 0)
        throw new XmlError('There is more than one root element.');
      parent.children.push(element);
      if (found.empty === '') open.push(element);
    } else if (found.close !== undefined) {
      if (parent === document || parent.name !== found.close)
        throw new XmlError(`</${found.close}> closes nothing at character ${at}.`);
      open.pop();
    } else if (found.text !== undefined || found.cdata !== undefined) {
      const text = found.cdata ?? decode(found.text ?? '', at);
      if (parent !== document) parent.children.push(text);
      else if (found.cdata !== undefined || text.trim() !== '')
        throw new XmlError(`Text outside the root element at character ${at}.`);
    }
  }
  if (open.length > 1) throw new XmlError(`<${open.at(-1)?.name}> is not closed.`);
  const root = document.children[0];
  if (root === undefined || typeof root === 'string') throw new XmlError('There is no root element.');
  return root;
}

/** All text within an element, descendants included. */
export function textOf(element: XmlElement): string {
  return element.children.map((child) => (typeof child === 'string' ? child : textOf(child))).join('');
}

function attributesOf(source: string, at: number): Record<string, string> {
  const attributes: Record<string, string> = {};
  for (const [, key = '', double, single] of source.matchAll(attribute)) {
    if (Object.hasOwn(attributes, key)) throw new XmlError(`The attribute ${key} is given twice at character ${at}.`);
    attributes[key] = decode(double ?? single ?? '', at);
  }
  return attributes;
}

function decode(text: string, at: number): string {
  return text.replace(/&([^;\s]*;)?/g, (_whole, reference: string | undefined) => {
    const entity = reference?.slice(0, -1) ?? '';
    const [, hex, decimal] = /^#(?:x([0-9a-fA-F]+)|(\d+))$/.exec(entity) ?? [];
    const code = hex !== undefined ? Number.parseInt(hex, 16) : Number(decimal);
    if ((hex ?? decimal) !== undefined && code > 0 && code <= 0x10ffff) return String.fromCodePoint(code);
    const known = Object.hasOwn(entities, entity) ? entities[entity] : undefined;
    if (known === undefined) throw new XmlError(`&${entity} is not an entity of XML, at or after character ${at}.`);
    return known;
  });
}
