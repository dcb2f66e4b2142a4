import { personas } from '#simulator/personas.ts';

/** The README's list of those whom the simulated carrier reaches. */
export function personasSection(): string {
  const rows = personas.map(({ code, number, name, description }) => {
    const span = code.includes('-') ? `${number} to ${code.slice(-2)}` : number;
    return `| \`${span}\` | ${name} | ${description} |`;
  });
  return ['| number | who | what happens |', '|---|---|---|', ...rows].join('\n');
}
