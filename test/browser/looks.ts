import type { Page } from 'playwright-core';
import type { Shown } from './page-states.ts';
import type { ToldPage } from './told-page.ts';

type Language = 'en' | 'de' | 'fr' | 'es';

export const screens = { phone: { width: 320, height: 640 }, desk: { width: 1280, height: 800 } } as const;

/** Shows a state of `page-states.ts`, and waits until it is seen. */
export async function show({ page, tell }: ToldPage, [state, key]: Shown, language: Language = 'en'): Promise<void> {
  await tell(state);
  // What is over asks for no other.
  if (state.step === 'gone' || state.step === 'done') await page.reload();
  await page
    .getByText(await words(language, key))
    .first()
    .waitFor();
}

/** What a catalogue says, up to the first name or number in it. */
export async function words(language: Language, key: string): Promise<string> {
  const { default: catalogue } = await import(`../../web/flow/locales/${language}.json`, { with: { type: 'json' } });
  const text: unknown = key.split('.').reduce((part, name) => part[name], catalogue);
  if (typeof text !== 'string') throw new Error(`No catalogue says ${key}.`);
  return text.split('{{')[0]?.trim() ?? '';
}

/** What does not fit on the screen: the page itself where it must be moved sideways, and words that are cut off. */
export function tooWide(page: Page): Promise<string[]> {
  return page.evaluate(`(() => {
    const found = document.documentElement.scrollWidth > innerWidth ? ['the page'] : [];
    for (const element of document.querySelectorAll('button, label, button span, h1, h2, p, dialog, [role=status]')) {
      const { width, height } = element.getBoundingClientRect();
      // What only screen readers read has a pixel of its own.
      const seen = width > 1 && height > 1 && getComputedStyle(element).display !== 'inline';
      if (seen && element.scrollWidth > element.clientWidth + 1) found.push(element.textContent);
    }
    return found;
  })()`);
}

/** Of colours as they are computed: in the page. */
const colours = `
  const canvas = new OffscreenCanvas(1, 1).getContext('2d', { willReadFrequently: true });
  const rgba = (colour) => {
    canvas.clearRect(0, 0, 1, 1);
    canvas.fillStyle = colour;
    canvas.fillRect(0, 0, 1, 1);
    return [...canvas.getImageData(0, 0, 1, 1).data];
  };
  const luminance = (colour) => {
    const [r, g, b] = rgba(colour).slice(0, 3).map((each) => {
      const part = each / 255;
      return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
    });
    return 0.2126 * r + 0.7152 * g + 0.0722 * b;
  };
  const contrast = (one, other) => {
    const [low, high] = [luminance(one), luminance(other)].sort((a, b) => a - b);
    return (high + 0.05) / (low + 0.05);
  };
  const isSolid = (colour) => rgba(colour)[3] === 255;
  const ground = (element) => {
    for (let at = element; at; at = at.parentElement) {
      const { backgroundColor } = getComputedStyle(at);
      if (isSolid(backgroundColor)) return backgroundColor;
    }
    return getComputedStyle(document.body).backgroundColor;
  };`;

/**
 * What can be operated and has a surface or an edge that does not stand out 3 : 1 from what it lies on (WCAG 2.2,
 * 1.4.11). Buttons that are words alone, and what cannot be operated now, need none.
 */
export function unseen(page: Page): Promise<string[]> {
  return page.evaluate(`(() => {${colours}
    const found = [];
    const all = 'button:enabled:not([data-variant=subtle]), input:enabled:not([type=radio]), .mantine-SegmentedControl-indicator';
    for (const element of document.querySelectorAll(all)) {
      const { width, height } = element.getBoundingClientRect();
      if (width <= 1 || height <= 1) continue;
      const { backgroundColor, borderTopWidth, borderTopColor } = getComputedStyle(element);
      const edge = borderTopWidth !== '0px' && isSolid(borderTopColor) ? [borderTopColor] : [];
      const drawn = [...(isSolid(backgroundColor) ? [backgroundColor] : []), ...edge];
      const card = ground(element.parentElement);
      const best = Math.max(...drawn.map((colour) => contrast(colour, card)));
      const name = element.textContent || element.labels?.[0]?.textContent || element.className;
      if (drawn.length > 0 && best < 3) found.push(name + ' ' + best.toFixed(2));
    }
    return found;
  })()`);
}

/** Whether what has the focus shows it: by a line of two pixels or more that stands out 3 : 1 from what is around it. */
export function isFocusSeen(page: Page): Promise<boolean> {
  return page.evaluate(`(() => {${colours}
    const element = document.activeElement;
    return [element, ...(element.labels ?? [])].some((each) => {
      const { outlineStyle, outlineWidth, outlineColor } = getComputedStyle(each);
      const drawn = outlineStyle !== 'none' && parseFloat(outlineWidth) >= 2 && isSolid(outlineColor);
      return drawn && contrast(outlineColor, ground(each.parentElement)) >= 3;
    });
  })()`);
}
