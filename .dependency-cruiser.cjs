// The layers: imports point down, and never sideways between routes or subjects. Works on resolved files, so that
// neither `#lib/…`, `../..` nor a type-only import slips by. `node scripts/layers.mjs` runs it.
const { readdirSync, readFileSync } = require('node:fs');

const framework = '(^|/)node_modules/(next|next-auth|@auth|react|react-dom)/';
const authLibrary = '(^|/)node_modules/(next-auth|@auth)/';
const test = '\\.test\\.(ts|mjs)$';
/** Reads the environment, the clock or the outside world: for those who may know the process. */
const ambient = '^lib/(clock\\.ts|config/env\\.ts|observability/)';

/** Returns the files that run in the browser: their first line marks them. */
function clientFiles() {
  const isForBrowser = (/** @type {string} */ path) => readFileSync(path, 'utf8').startsWith("'use client'");
  const files = readdirSync('app', { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && /\.tsx?$/.test(entry.name))
    .map((entry) => `${entry.parentPath}/${entry.name}`)
    .filter(isForBrowser);
  return files.map((path) => `^${path.replace(/[.[\]$()+]/g, '\\$&')}$`);
}

/** @type {import('dependency-cruiser').IConfiguration} */
module.exports = {
  required: [
    {
      name: 'actions-go-through-the-pipeline',
      comment:
        'An action has its schema, gate and limit from lib/web/action.ts; nothing to remember, nothing to forget.',
      severity: 'error',
      module: { path: '^app/(.+/)?actions\\.ts$' },
      to: { path: '^lib/web/action\\.ts$' },
    },
    {
      name: 'personal-pages-pass-the-gate',
      comment: 'A check in a layout does not cover the page: each page asks lib/web/session.ts who is there.',
      severity: 'error',
      module: { path: '^app/profile/(.+/)?(page\\.tsx|route\\.ts)$' },
      to: { path: '^lib/web/session\\.ts$' },
    },
    {
      name: 'admin-pages-pass-their-gate',
      comment: 'Being signed in is not being an administrator: each page and download asks lib/web/admin.ts.',
      severity: 'error',
      module: { path: '^app/admin/(.+/)?(page\\.tsx|route\\.ts)$' },
      to: { path: '^lib/web/admin\\.ts$' },
    },
  ],
  forbidden: [
    {
      name: 'no-cycles',
      comment: 'Two files that need each other are one file, or three.',
      severity: 'error',
      from: {},
      to: { circular: true },
    },
    {
      name: 'imports-can-be-resolved',
      comment: 'What cannot be found cannot be checked either.',
      severity: 'error',
      from: {},
      to: { couldNotResolve: true },
    },
    {
      name: 'rules-are-pure',
      comment: 'Rules take time, chance and settings as arguments. Of the product they know rules, limits and results.',
      severity: 'error',
      from: { path: '^lib/rules/', pathNot: test },
      to: {
        path: [
          '^(app|db|e2e|server|scripts|test)/',
          '^lib/(?!rules/|csv/|words/|config/limits\\.ts|result\\.ts)',
          framework,
        ],
      },
    },
    {
      name: 'rules-are-given-their-words',
      comment: 'The language is known where the request is: a rule takes Words as an argument, as it takes the time.',
      severity: 'error',
      from: { path: '^lib/rules/', pathNot: test },
      to: { path: '^lib/words/', dependencyTypesNot: ['type-only'] },
    },
    {
      name: 'words-know-words-alone',
      comment: 'A sentence is filled with what it is given, and with limits.',
      severity: 'error',
      from: { path: '^lib/words/', pathNot: test },
      to: { pathNot: ['^lib/words/', '^lib/config/limits\\.ts$'] },
    },
    {
      name: 'sentences-stay-on-the-server',
      comment:
        'A client component is given finished strings. One import of the catalogue puts all of it into its bundle.',
      severity: 'error',
      from: { path: clientFiles() },
      to: { path: '^lib/words/', dependencyTypesNot: ['type-only'] },
    },
    {
      name: 'no-product-speaks-pseudo',
      comment: 'Only the build of the tests takes offered-in-tests.ts in the place of offered.ts (next.config.ts).',
      severity: 'error',
      from: {
        path: '^(app|lib|db|server|proxy|instrumentation)',
        pathNot: [test, '^lib/words/(pseudo|offered-in-tests)'],
      },
      to: { path: '^lib/words/(pseudo|offered-in-tests)' },
    },
    {
      name: 'http-is-pure',
      comment: 'What is shaped by HTTP or the framework, and still a function of its arguments.',
      severity: 'error',
      from: { path: '^lib/http/', pathNot: test },
      to: { path: ['^(app|db|e2e|server|scripts|test)/', '^lib/(flows|web|mail|cli)/', ambient, framework] },
    },
    {
      name: 'flows-know-no-framework',
      comment: 'A flow can be called from a test, a job or the command: no request, no cookie, no React.',
      severity: 'error',
      from: { path: '^lib/(flows|mail)/' },
      to: { path: ['^(app|e2e)/', '^lib/(web|cli)/', framework] },
    },
    {
      name: 'a-use-case-calls-no-other',
      comment: 'What two subjects share is a step (lib/flows/SUBJECT/steps). A use case of another subject is not.',
      severity: 'error',
      from: { path: '^lib/flows/([^/]+)/[^/]+\\.ts$', pathNot: test },
      to: { path: '^lib/flows/[^/]+/[^/]+\\.ts$', pathNot: '^lib/flows/$1/', dependencyTypesNot: ['type-only'] },
    },
    {
      name: 'the-shared-kernel-is-below-everything',
      comment: 'Crypto, clock, settings and the like serve all layers, so they depend on none.',
      severity: 'error',
      from: { path: '^lib/(crypto/|config/|observability/|[^/]+\\.ts$)', pathNot: test },
      to: { path: ['^(app|db|e2e|server|scripts|test)/', '^lib/(flows|web|mail|cli)/', framework] },
    },
    {
      name: 'db-stands-alone',
      comment: 'Storage knows rows, and of the product only the words (types) of lib/rules.',
      severity: 'error',
      from: { path: '^db/', pathNot: test },
      to: { path: ['^(app|e2e|server|scripts|test)/', '^lib/(flows|web|mail|cli|http)/', ambient, framework] },
    },
    {
      name: 'db-takes-only-types-of-rules',
      comment: 'A query that decides is a rule in the wrong place.',
      severity: 'error',
      from: { path: '^db/', pathNot: test },
      to: { path: '^lib/rules/', dependencyTypesNot: ['type-only'] },
    },
    {
      name: 'pages-write-no-sql',
      comment: 'app/ goes through lib/web and lib/flows, which hand out field by field.',
      severity: 'error',
      from: { path: '^app/' },
      to: { path: '^db/' },
    },
    {
      name: 'only-web-knows-the-sign-in-library',
      comment: 'Auth.js has sharp edges; they are blunted in lib/web and nowhere else.',
      severity: 'error',
      from: { path: '^(app|lib|db|proxy|instrumentation)', pathNot: '^lib/web/' },
      to: { path: authLibrary },
    },
    {
      name: 'only-web-is-marked-server-only',
      comment: 'The mark makes a file unusable in tests of other layers; lib/web is where the request lives anyway.',
      severity: 'error',
      from: { path: '^(app|lib|db)/', pathNot: '^lib/web/' },
      to: { path: '(^|/)node_modules/server-only/' },
    },
    {
      name: 'nothing-imports-a-route',
      comment: 'Routes are leaves of the tree.',
      severity: 'error',
      from: { path: '^(lib|db|server)/' },
      to: { path: '^app/' },
    },
    {
      name: 'routes-do-not-import-routes',
      comment: 'What two routes share lives in app/_ui, app/_frame or lib.',
      severity: 'error',
      from: { path: '^app/(?!_)([^/]+)/' },
      to: { path: '^app/(?!_)([^/]+)/', pathNot: '^app/$1/' },
    },
    {
      name: 'ui-kit-is-dumb',
      comment: 'A button knows nothing: it is given what it shows.',
      severity: 'error',
      from: { path: '^app/_ui/' },
      to: { path: ['^lib/(flows|web|crypto)/', ambient, '^db/', '^app/(?!_ui/)'] },
    },
    {
      name: 'product-never-imports-tests',
      comment: 'No test branch in production code.',
      severity: 'error',
      from: { path: '^(app|lib|db|server)/', pathNot: test },
      to: { path: ['^(e2e|bench|test)/', test] },
    },
    {
      name: 'production-runs-without-scripts',
      comment: 'What developers run is not there in an image.',
      severity: 'error',
      from: { path: '^(app|lib|db|server)/', pathNot: test },
      to: { path: '^scripts/' },
    },
    {
      name: 'tests-look-from-outside',
      comment: 'An end-to-end test may lay rows and count codes, but it reaches the app by its address only.',
      severity: 'error',
      from: { path: '^e2e/' },
      to: { path: ['^app/', '^lib/web/'] },
    },
  ],
  options: {
    tsConfig: { fileName: 'tsconfig.json' },
    tsPreCompilationDeps: true,
    doNotFollow: { path: 'node_modules' },
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'require', 'node', 'default', 'types'],
    },
  },
};
