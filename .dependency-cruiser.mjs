/** The console plays what was recorded by the code that plays fixtures: of it only the pure part, which dials nothing. */
const replays = ['error', 'findings', 'fixture', 'record', 'rings', 'stored-events', 'what-if'].map(
  (name) => `src/fixtures/${name}.ts`,
);

/**
 * The import rule: who may know whom. One direction, HTTP edge → service → domain decides → store saves →
 * queue or carrier acts; adapters never know each other; only the composition root knows all.
 * docs/architecture.md says why. A folder that is not listed may be imported by nobody but the composition root.
 */
const mayImport = {
  'src/domain': [],
  'src/ports': ['src/domain'],
  'src/services': ['src/domain', 'src/ports', 'src/errors.ts', 'src/keyed-hash.ts', ...replays],
  'src/store': ['src/domain', 'src/ports', 'src/keyed-hash.ts'],
  'src/queue': ['src/domain', 'src/ports'],
  'src/notifier': ['src/ports'],
  'src/limits': ['src/ports'],
  'src/events': ['src/ports'],
  'src/identity': ['src/ports'],
  'src/telephony': ['src/domain', 'src/ports'],
  twiml: ['src/domain'],
  'src/http': ['src/services', 'src/domain', 'src/ports', 'src/errors.ts', 'twiml'],
  workers: ['src/services', 'src/domain', 'src/ports', 'src/queue/job-runner.ts', 'src/queue/backend.ts'],
  // Recorded conversations are read and played by the same code as live ones: the edge's readers, the services' pure
  // mapping, the table, the documents. Of the store only its one connection, to read what was recorded.
  'src/fixtures': [
    ...['src/domain', 'src/ports', 'twiml', 'src/telephony/webhooks.ts', 'src/telephony/call-parameters.ts'],
    ...['src/services/carrier-events.ts', 'src/services/carrier-urls.ts', 'src/services/secret-digits.ts'],
    'src/store/database.ts',
  ],
  // The carrier on this machine holds nothing of ours: the service must not know that it is not Twilio.
  'src/simulator': [],
  'src/embedded': [],
  // Pages are made from the types of what they are answered; nothing of the service runs in a browser.
  web: [
    ...['src/domain/staff.ts', 'src/domain/verification.ts'],
    'src/http/flow/page-state.ts',
    'src/http/console/console-api.ts',
    'src/simulator/control/views.ts',
  ],
  // A login system knows the API by HTTP and nothing else.
  examples: [],
};

const ours = '^(src|twiml|workers|prisma|web|examples|test|bench)/';
const boundaries = Object.entries(mayImport).map(([folder, others]) => ({
  name: `import-rule-${folder.replace('src/', '')}`,
  severity: 'error',
  from: { path: `^${folder}/` },
  to: { path: ours, pathNot: [folder, ...others].map((each) => `^${each}${each.endsWith('.ts') ? '$' : '/'}`) },
}));

export default {
  forbidden: [
    ...boundaries,
    { name: 'no-cycles', severity: 'error', from: {}, to: { circular: true } },
    {
      name: 'no-dev-dependencies-at-run-time',
      severity: 'error',
      from: { path: '^(src|twiml|workers|prisma|web|examples)/' },
      to: { dependencyTypes: ['npm-dev'] },
    },
    { name: 'nothing-unresolved', severity: 'error', from: {}, to: { couldNotResolve: true } },
    { name: 'tests-stay-out', severity: 'error', from: { pathNot: '^(test|bench)/' }, to: { path: '^(test|bench)/' } },
  ],
  options: {
    parser: 'swc',
    tsPreCompilationDeps: true,
    doNotFollow: { path: ['node_modules', 'src/store/generated'] },
    enhancedResolveOptions: {
      extensions: ['.ts', '.tsx', '.js', '.json', '.css'],
      exportsFields: ['exports'],
      conditionNames: ['node', 'import', 'default'],
    },
  },
};
