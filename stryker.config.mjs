/**
 * Mutation testing of the rules that decide: `npm run mutation`. Left out is what says nothing but words for people, the
 * guide to the reasons and the texts that the plugin below knows, and the carrier's errors, whose tests are the carrier's.
 */
export default {
  testRunner: 'vitest',
  vitest: { configFile: 'vitest.domain.config.ts', related: false },
  plugins: ['@stryker-mutator/vitest-runner', './test/domain/stryker-texts.mjs'],
  mutate: ['src/domain/**/*.ts', '!src/domain/reason-guide.ts', '!src/domain/carrier-error-table.ts'],
  ignorers: ['texts'],
  // TypeScript 7 has no interface that Stryker could read it by, and nothing is compiled here.
  tsconfigFile: 'none',
  concurrency: 2,
  reporters: ['clear-text', 'html', 'json'],
  clearTextReporter: { allowColor: false, logTests: false, reportScoreTable: true, skipFull: true },
  htmlReporter: { fileName: 'reports/mutation/index.html' },
  jsonReporter: { fileName: 'reports/mutation/mutation.json' },
  tempDirName: '.stryker-tmp',
  thresholds: { high: 95, low: 90, break: 90 },
};
