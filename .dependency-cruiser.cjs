/** The walls of docs/architecture.md: which room may import which. One rule for each wall; the name says the wall. */
const room = (name) => `^${name}/`;
const only = (name, from, allowed, comment) => ({
  name,
  comment,
  severity: 'error',
  from: { path: from },
  to: { path: '^(shared|electron|renderer|e2e)/', pathNot: allowed },
});

/** What each room of shared/ may import, besides itself. */
const SHARED = {
  vocabulary: [],
  rpm: ['vocabulary'],
  graph: ['vocabulary'],
  plan: ['vocabulary', 'rpm', 'graph'],
  port: ['vocabulary', 'rpm', 'graph', 'plan'],
  triage: ['vocabulary'],
  s390x: ['vocabulary', 'triage'],
  filter: ['vocabulary', 'triage'],
  logs: ['vocabulary', 'triage'],
  progress: ['vocabulary', 'graph', 'plan', 'port', 'triage'],
  contract: ['vocabulary', 'rpm', 'graph', 'plan', 'port', 'triage', 's390x', 'logs', 'progress'],
};

module.exports = {
  forbidden: [
    { name: 'no-circular', severity: 'error', from: {}, to: { circular: true } },
    { name: 'no-unresolvable', severity: 'error', from: {}, to: { couldNotResolve: true } },
    ...Object.entries(SHARED).map(([name, allowed]) =>
      only(
        `shared-${name}`,
        `^shared/${name}/.*(?<!\\.test)\\.ts$`,
        `^shared/(${[name, ...allowed].join('|')})/`,
        'The pure rooms import one way only.',
      ),
    ),
    {
      name: 'shared-is-pure',
      comment: 'No node:, no package but zod (contract only) in the pure rooms; tests and testing/ excepted.',
      severity: 'error',
      from: { path: room('shared'), pathNot: '(\\.test\\.ts$|/testing/)' },
      to: { dependencyTypes: ['core', 'npm', 'npm-dev', 'npm-optional'], pathNot: 'node_modules/zod/' },
    },
    {
      name: 'zod-in-contract-only',
      severity: 'error',
      from: { path: room('shared'), pathNot: '^shared/contract/' },
      to: { path: 'node_modules/zod/' },
    },
    only('core-knows-shared-only', '^electron/core/(?!testing/).*(?<!\\.test)\\.ts$', '^(shared|electron/core)/', 'The core knows neither Electron nor a browser, and no host.'),
    only('transport', '^electron/transport/.*(?<!\\.test)\\.ts$', '^(shared|electron/transport)/', 'Carriers know the contract only.'),
    only('practice', '^electron/practice/', '^(shared|electron/(practice|core))/', 'The practice fleet is a product feature over the core.'),
    {
      name: 'electron-in-main-and-preload-only',
      severity: 'error',
      from: { pathNot: '^(electron/(main|preload)/|e2e/|forge\\.config\\.ts)' },
      to: { path: 'node_modules/electron/' },
    },
    only('renderer-knows-shared-only', room('renderer'), '^(shared|renderer)/', 'The window reaches the core through the contract alone.'),
    {
      name: 'features-do-not-import-each-other',
      severity: 'error',
      from: { path: '^renderer/features/([^/]+)/' },
      to: { path: '^renderer/features/', pathNot: '^renderer/features/$1/' },
    },
    {
      name: 'below-features',
      comment: 'ui, state and api are what features stand on.',
      severity: 'error',
      from: { path: '^renderer/(ui|state|api|workers)/' },
      to: { path: '^renderer/(features|boot)/' },
    },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '(^|/)(out|dist|release|\\.cache)/' },
    tsPreCompilationDeps: true,
    enhancedResolveOptions: { exportsFields: ['exports'], conditionNames: ['import', 'require', 'node', 'default', 'types'], extensions: ['.ts', '.tsx', '.js', '.mjs', '.cjs', '.json', '.css'] },
  },
};
