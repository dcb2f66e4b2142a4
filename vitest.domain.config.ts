import { defineConfig } from 'vitest/config';

/** The tests of `src/domain` alone: pure, so they need no database. Mutation runs use it. */
export default defineConfig({
  test: {
    include: ['test/domain/**/*.test.ts'],
    testTimeout: 30_000,
  },
});
