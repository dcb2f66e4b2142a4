import { fileTypeFromBuffer } from 'file-type';
import { LARGEST_LOGO_BYTES, type LogoType, logoTypes } from '#domain/logo.ts';
import type { Logo } from '#ports/logos.ts';
import { svgProblem } from './svg-problem.ts';

/** A logo that may be shown, or one sentence that says why not and what to do. */
export type LogoCheck = { outcome: 'accepted'; logo: Logo } | { outcome: 'refused'; because: string };

/** Finds out whether a file can be a logo, from its content alone: its name is not asked. */
export async function readLogo(image: Uint8Array): Promise<LogoCheck> {
  if (image.length > LARGEST_LOGO_BYTES) {
    return refuse(`The logo is larger than ${LARGEST_LOGO_BYTES / 1024} KB: export a smaller one.`);
  }
  const found = (await fileTypeFromBuffer(image))?.mime;
  const type = logoTypes.find((each) => each === found);
  if (type) return accept(type, image);
  const text = textOf(image);
  // What begins with a tag is meant to be one; everything else is not asked further.
  if (text === null || !/^\s*</.test(text)) return refuse('The logo must be a PNG, SVG, WebP or JPEG image.');
  const problem = svgProblem(text);
  return problem === null ? accept('image/svg+xml', image) : refuse(`The logo cannot be used. ${problem}`);
}

function accept(type: LogoType, image: Uint8Array): LogoCheck {
  return { outcome: 'accepted', logo: { type, image } };
}

function refuse(because: string): LogoCheck {
  return { outcome: 'refused', because };
}

/** Null when it is no UTF-8, as which it is served. */
function textOf(bytes: Uint8Array): string | null {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return null;
  }
}
