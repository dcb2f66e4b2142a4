import { describe, expect, it } from 'vitest';
import { parseXml, textOf, XmlError } from '#simulator/twiml/xml.ts';

describe('the XML reader', () => {
  it('reads elements, attributes, text, entities, comments, CDATA and a prolog', () => {
    const source = `\ufeff<?xml version="1.0" encoding="UTF-8"?>
      <!-- before --><Response a='1' b = "2 &gt; 1"><Say>One &amp; two&#33; &#x1F600;<!-- in --> <b>three</b></Say><Empty/><![CDATA[<raw>]]></Response>
      <!-- after -->`;
    const root = parseXml(source);
    expect(root.name).toBe('Response');
    expect(root.attributes).toEqual({ a: '1', b: '2 > 1' });
    expect(textOf(root)).toBe('One & two! 😀 three<raw>');
  });

  it.each([
    ['nothing', ''],
    ['no root', '<!-- only this -->'],
    ['text alone', 'hello'],
    ['a mismatched tag', '<a><b></a></b>'],
    ['an unclosed tag', '<a><b></b>'],
    ['a closing tag too many', '<a></a></a>'],
    ['two roots', '<a/><b/>'],
    ['text after the root', '<a/>text'],
    ['an unknown entity', '<a>&nbsp;</a>'],
    ['a bare ampersand', '<a>salt & pepper</a>'],
    ['an attribute without quotes', '<a b=c/>'],
    ['a repeated attribute', '<a b="1" b="2"/>'],
    ['a < in an attribute', '<a b="<"/>'],
    ['a DOCTYPE', '<!DOCTYPE a><a/>'],
    ['a declaration that is not first', ' <?xml version="1.0"?><a/>'],
    ['an open comment', '<a><!-- </a>'],
    ['an impossible character', '<a>&#0;</a>'],
    ['another case of the tag', '<a></A>'],
  ])('refuses %s', (_what, source) => {
    expect(() => parseXml(source)).toThrow(XmlError);
  });
});
