import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { LARGEST_LOGO_BYTES } from '#domain/logo.ts';
import { readLogo } from '#services/read-logo.ts';
import { makePng, makeSvg } from '../support/images.ts';

const WEBP = Buffer.from('RIFF\x1a\0\0\0WEBPVP8L\x0d\0\0\0/\0\0\0\x10\x07\x10\x11\x11\x88\x88\xfe\x07\0', 'latin1');
const JPEG = Buffer.from('ffd8ffe000104a46494600010100000100010000ffdb0043', 'hex');

const svg = (text: string) => readLogo(Buffer.from(text));

describe('a logo', () => {
  it.each([
    ['image/png', makePng()],
    ['image/webp', WEBP],
    ['image/jpeg', JPEG],
    ['image/svg+xml', makeSvg()],
    ['image/svg+xml', Buffer.from(`\ufeff<?xml version="1.0" encoding="UTF-8"?>\n<!-- made by hand -->\n${makeSvg()}`)],
    [
      'image/svg+xml',
      Buffer.from(`<!DOCTYPE svg PUBLIC "-//W3C//DTD SVG 1.1//EN" "http://www.w3.org/x.dtd">${makeSvg()}`),
    ],
    ['image/svg+xml', Buffer.from('<s:svg xmlns:s="http://www.w3.org/2000/svg"><s:rect/></s:svg>')],
  ])('is known as %s by its content', async (type, image) => {
    expect(await readLogo(image)).toEqual({ outcome: 'accepted', logo: { type, image } });
  });

  it.each([
    ['a gif', Buffer.from('GIF89a\x01\0\x01\0\0\0\0;', 'latin1')],
    ['a text', Buffer.from('logo')],
    ['nothing', Buffer.alloc(0)],
    ['an SVG that is no UTF-8', Buffer.from(makeSvg('<text>ü</text>').toString(), 'latin1')],
    ['an SVG in UTF-16', Buffer.from(`\ufeff${makeSvg()}`, 'utf16le')],
  ])('cannot be %s', async (_, image) => {
    const because = 'The logo must be a PNG, SVG, WebP or JPEG image.';
    expect(await readLogo(image)).toEqual({ outcome: 'refused', because });
  });

  it('is at most 100 KB', async () => {
    const padded = (bytes: number) => Buffer.concat([makePng(), Buffer.alloc(bytes - makePng().length)]);
    expect((await readLogo(padded(LARGEST_LOGO_BYTES))).outcome).toBe('accepted');
    expect(await readLogo(padded(LARGEST_LOGO_BYTES + 1))).toEqual({
      ...{ outcome: 'refused', because: 'The logo is larger than 100 KB: export a smaller one.' },
    });
  });
});

describe('an SVG logo', () => {
  it.each([
    '<defs><linearGradient id="a"/></defs><circle fill="url(#a)"/><use href="#a"/>',
    '<g xmlns:xlink="http://www.w3.org/1999/xlink"><use xlink:href="#a"/><use xlink:href=""/></g>',
    '<style>.a { fill: url("#a"); font-family: "Some &amp; More" }</style><style><![CDATA[.b { fill: red }]]></style>',
    '<image href="data:image/png;base64,iVBORw0KGgo="/><text>Ask: @import or url(x) in plain words, or a \\</text>',
    '<i:path xmlns:i="http://www.inkscape.org/namespaces/inkscape" i:href="C:\\logo.png"/>',
    '<metadata><r:RDF xmlns:r="http://www.w3.org/1999/02/22-rdf-syntax-ns#" r:resource="http://a.example"/></metadata>',
    '<?xpacket begin="x"?><animate attributeName="opacity" values="0;1"/>',
  ])('may hold %s', async (more) => {
    expect((await readLogo(makeSvg(more))).outcome).toBe('accepted');
  });

  it.each([
    ['<script>alert(1)</script>', 'It holds <script>, which does more than draw'],
    ['<s:script xmlns:s="http://www.w3.org/2000/svg"/>', 'It holds <s:script>'],
    ['<foreignObject><p xmlns="http://www.w3.org/1999/xhtml">a</p></foreignObject>', 'It holds <foreignObject>'],
    ['<iframe xmlns="http://www.w3.org/1999/xhtml"/>', 'It holds <iframe>'],
    ['<rect onload="alert(1)"/>', 'It holds a script (onload)'],
    ['<set attributeName="onclick" to="alert(1)"/>', 'It refers to something outside of it (attributeName of <set>)'],
    ['<set attributeName=" xlink:href " to="https://a.example/"/>', 'It refers to something outside of it'],
    ['<image href="https://a.example/a.png"/>', 'It refers to something outside of it (href of <image>)'],
    ['<image href="data:image/svg+xml,&lt;svg/&gt;"/>', 'It refers to something outside of it'],
    ['<a href="java&#x73;cript:alert(1)">a</a>', 'It refers to something outside of it'],
    [
      '<use x:href="//a.example/a.svg#a" xmlns:x="http://www.w3.org/1999/xlink"/>',
      'It refers to something outside of it (x:href of <use>)',
    ],
    ['<g xml:base="https://a.example/"/>', 'It refers to something outside of it (xml:base of <g>)'],
    ['<rect fill="url( \'https://a.example/#a\')"/>', 'It refers to something outside of it (fill of <rect>)'],
    ['<rect style="fill: u\\72l(//a.example)"/>', 'It refers to something outside of it (style of <rect>)'],
    ['<style>@IMPORT "https://a.example/a.css";</style>', 'Its styles read from elsewhere'],
    ['<style>a { fill: u<!-- -->rl(https://a.example) }</style>', 'Its styles read from elsewhere'],
    ['<style><![CDATA[a { fill: url(https://a.example) }]]></style>', 'Its styles read from elsewhere'],
    ['<?xml-stylesheet href="https://a.example/a.css"?>', 'Its styles are in another file'],
    ['<g>', 'It is no well-formed XML'],
    ['&undeclared;', 'It is no well-formed XML'],
  ])('cannot hold %s', async (more, sentence) => {
    expect(await readLogo(makeSvg(more))).toEqual({ outcome: 'refused', because: expect.stringContaining(sentence) });
  });

  it('is an SVG and declares no entities', async () => {
    const text = makeSvg().toString();
    for (const other of ['<html/>', '<svg/>', '<svg xmlns="http://www.w3.org/1999/xhtml"/>']) {
      expect(await svg(other)).toMatchObject({
        because: expect.stringContaining('It is no SVG: it must begin with <svg '),
      });
    }
    expect(await svg(`<!DOCTYPE svg [<!ENTITY a "b">]>${text}`)).toMatchObject({
      because: 'The logo cannot be used. It declares entities: export it as plain SVG.',
    });
  });

  it('is refused or accepted, whatever is in the file', async () => {
    const bytes = fc.oneof(
      fc.uint8Array(),
      fc.string().map((text) => Buffer.from(`<svg ${text}`)),
    );
    await fc.assert(
      fc.asyncProperty(bytes, async (image) => {
        expect(['accepted', 'refused']).toContain((await readLogo(image)).outcome);
      }),
    );
  });
});
