import { styleText } from 'node:util';

/** 80 columns fit every terminal: 10 for the time, then the login and the phone. */
const LOGIN_WIDTH = 28;
const PHONE_WIDTH = 36;
const MARGIN = ' '.repeat(10);

type Style = Parameters<typeof styleText>[0];

/** Two columns on standard output, what the login sees and what the phone does, with the time beside them. */
export interface Screen {
  text(line: string, style?: Style): void;
  /** Starts a table, and its clock. */
  start(phoneName: string): void;
  login(text: string, style?: Style): void;
  phone(text: string, style?: Style): void;
}

/** Colours only where standard output is a terminal that has them and NO_COLOR is not set: `styleText` looks. */
function paint(text: string, style?: Style): string {
  return style === undefined || text === '' ? text : styleText(style, text);
}

export function createScreen(): Screen {
  let startedAt = performance.now();
  const row = (time: string, login: string, phone: string, style?: Style) => {
    const left = wrap(login, LOGIN_WIDTH);
    const right = wrap(phone, PHONE_WIDTH);
    for (let i = 0; i < Math.max(left.length, right.length); i++) {
      const cells = [
        paint((i === 0 ? time : '').padStart(8), 'dim'),
        paint(left[i] ?? '', style) + ' '.repeat(LOGIN_WIDTH - (left[i] ?? '').length),
        paint('│', 'dim'),
        paint(right[i] ?? '', style),
      ];
      console.log(cells.join('  ').trimEnd());
    }
  };
  const elapsed = () => `${((performance.now() - startedAt) / 1000).toFixed(1)} s`;
  return {
    text: (line, style) => console.log(paint(line, style)),
    start(phoneName) {
      startedAt = performance.now();
      row('', 'THE LOGIN', phoneName, 'bold');
      console.log(paint(`${MARGIN}${'─'.repeat(LOGIN_WIDTH + 2)}┼${'─'.repeat(PHONE_WIDTH + 2)}`, 'dim'));
    },
    login: (text, style) => row(elapsed(), text, '', style),
    phone: (text, style) => row(elapsed(), '', text, style),
  };
}

/** Breaks a text between words; a quotation is indented by its mark. */
function wrap(text: string, width: number): string[] {
  const indent = text.startsWith('“') ? ' ' : '';
  const lines: string[] = [];
  let line = '';
  for (const word of text.split(' ')) {
    if (line.length + 1 + word.length > width) {
      lines.push(line);
      line = indent + word;
    } else line += line === '' ? word : ` ${word}`;
  }
  return [...lines, line];
}
