import { carrierErrorsPage } from './carrier-errors.ts';
import { personasSection } from './personas.ts';
import { phrasesSection } from './phrases.ts';
import { reasonsPage } from './reasons.ts';
import { rolesSection } from './roles.ts';
import { statesPage } from './states.ts';

/** What is made from code, so that it cannot tell otherwise: by file, from what the file holds now. */
export const generatedPages: Record<string, (before: string) => string> = {
  'docs/states.md': statesPage,
  'docs/reasons.md': reasonsPage,
  'docs/carrier-errors.md': carrierErrorsPage,
  'docs/greetings.md': (before) => section(before, 'phrases', phrasesSection()),
  'docs/console.md': (before) => section(before, 'roles', rolesSection()),
  'README.md': (before) => section(before, 'personas', personasSection()),
};

/** Replaces what stands between the two markers of a section. */
function section(page: string, name: string, text: string): string {
  const [open, close] = [`<!-- ${name} -->`, `<!-- /${name} -->`];
  const [start, end] = [page.indexOf(open), page.indexOf(close)];
  if (start < 0 || end < start) throw new Error(`The markers of the section ${name} are missing.`);
  return `${page.slice(0, start + open.length)}\n${text}\n${page.slice(end)}`;
}
