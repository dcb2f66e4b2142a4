import { SaxesParser, type SaxesTagNS } from 'saxes';

const SVG = 'http://www.w3.org/2000/svg';
const XHTML = 'http://www.w3.org/1999/xhtml';
/** Attributes of other namespaces are drawing programs' own notes, which browsers pass over. */
const read = new Set(['', 'http://www.w3.org/1999/xlink', 'http://www.w3.org/XML/1998/namespace']);

const scripted = new Set(['script', 'foreignobject']);
const references = new Set(['href', 'src', 'base']);

/** A part of the same file, or pixels in it. */
const within = /^\s*(#|data:image\/(png|jpeg|webp|gif)[;,])/i;
/** What styles read from elsewhere; a backslash could write any of it in a way that is not seen. */
const readsMore = /@import|image-set\(|\bsrc\(|url\((?!\s*["']?\s*(#|data:image\/(png|jpeg|webp|gif)[;,]))|\\/i;

/**
 * Says in one sentence, with what to do, what keeps a text from being shown as an SVG image that somebody else made;
 * null when nothing does: it draws, and neither runs anything nor reads anything from elsewhere.
 */
export function svgProblem(text: string): string | null {
  const problems: string[] = [];
  const open: SaxesTagNS[] = [];
  let styles = '';
  const gather = (content: string) => {
    if (open.at(-1)?.local === 'style') styles += content;
  };
  const parser = new SaxesParser({ xmlns: true });
  parser.on('error', () => void problems.push('It is no well-formed XML: export it again.'));
  parser.on('doctype', (doctype) => {
    // No browser reads a DTD from elsewhere, but entities that the file declares may stand for anything.
    if (doctype.includes('[')) problems.push('It declares entities: export it as plain SVG.');
  });
  parser.on('processinginstruction', ({ target }) => {
    if (target === 'xml-stylesheet') problems.push('Its styles are in another file: put them into it.');
  });
  parser.on('opentag', (tag) => {
    if (open.length === 0 && (tag.local !== 'svg' || tag.uri !== SVG)) {
      problems.push(`It is no SVG: it must begin with <svg xmlns="${SVG}">.`);
    }
    problems.push(...problemsOf(tag));
    open.push(tag);
  });
  parser.on('closetag', () => void open.pop());
  parser.on('text', gather);
  parser.on('cdata', gather);
  parser.write(text).close();
  if (readsMore.test(styles)) problems.push('Its styles read from elsewhere: put everything into the file.');
  return problems[0] ?? null;
}

function problemsOf({ local, uri, name, attributes }: SaxesTagNS): string[] {
  if (uri === XHTML || (uri === SVG && scripted.has(local.toLowerCase()))) {
    return [`It holds <${name}>, which does more than draw: export it as plain SVG.`];
  }
  return Object.values(attributes)
    .filter((attribute) => read.has(attribute.uri))
    .flatMap(({ local: key, name: written, value }) => {
      const attribute = key.toLowerCase();
      if (attribute.startsWith('on')) return [`It holds a script (${written}): export it as plain SVG.`];
      const refersElsewhere = references.has(attribute) && value !== '' && !within.test(value);
      const turnsElsewhere = attribute === 'attributename' && /(^|:)(href|src|on.*)$/i.test(value.trim());
      if (!refersElsewhere && !turnsElsewhere && !readsMore.test(value)) return [];
      return [`It refers to something outside of it (${written} of <${name}>): put everything into the file.`];
    });
}
