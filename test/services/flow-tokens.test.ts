import { randomBytes } from 'node:crypto';
import { expect, it } from 'vitest';
import { createFlowTokens } from '#services/flow/flow-tokens.ts';

const [old, current] = [randomBytes(32), randomBytes(32)];
const id = crypto.randomUUID();
const asking = { id, reauthenticatedAt: null };

it('derives 256 bits that only this visit has, the same each time, and another for each purpose', () => {
  const tokens = createFlowTokens([current]);
  const code = tokens.code(id);
  expect(code).toMatch(/^[\w-]{43}$/);
  expect(tokens.code(id)).toBe(code);
  expect(new Set([code, tokens.code(crypto.randomUUID()), tokens.passwordToken(asking)]).size).toBe(3);
  expect(tokens.isCode(id, code)).toBe(true);
  for (const wrong of ['', code.slice(1), `${code}A`, tokens.passwordToken(asking), 'é'.repeat(43)]) {
    expect(tokens.isCode(id, wrong)).toBe(false);
  }
  expect(tokens.isPasswordToken(asking, tokens.passwordToken(asking))).toBe(true);
  expect(tokens.isPasswordToken(asking, code)).toBe(false);
  const given = { id, reauthenticatedAt: new Date() };
  expect(tokens.isPasswordToken(given, tokens.passwordToken(asking))).toBe(false);
});

it('knows what was derived while an older key was in use, and nothing of other keys', () => {
  const [before, after] = [createFlowTokens([old]), createFlowTokens([current, old])];
  expect(after.isCode(id, before.code(id))).toBe(true);
  expect(after.code(id)).not.toBe(before.code(id));
  expect(createFlowTokens([current]).isCode(id, before.code(id))).toBe(false);
  expect(() => createFlowTokens([])).toThrow();
});
