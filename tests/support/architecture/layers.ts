import { posix } from 'node:path';
import { readSource, type SourceImport } from './source-imports.ts';

export type SourceFile = { path: string; text: string };
export type Violation = { path: string; imports: string; rule: string };

/**
 * The layers of `src/main` and `src/renderer` and what each may import, downward only (ARCHITECTURE.md). A layer
 * may always import itself and `shared`. `ports` stands for the files named `ports.ts` of any layer (types without
 * an implementation behind them) and for PURE_MODULES.
 */
const LAYERS: Record<string, readonly string[]> = {
  'main/index': ['main/electron', 'main/http', 'main/app', 'main/platform'],
  'main/headless': ['main/http', 'main/app', 'main/platform'],
  'main/cli-entry': ['main/cli', 'main/http', 'main/app', 'main/platform'],
  'main/cli': ['main/app', 'main/http', 'main/eval', 'main/platform'],
  'main/electron': ['main/app'],
  'main/http': ['main/app', 'main/platform'],
  'main/app': [
    'main/features',
    'modules/list',
    'main/ai',
    'main/index-search',
    'main/ingest',
    'main/crawl',
    'main/eval',
    'main/language',
    'main/db',
    'main/platform',
  ],
  'main/eval': [
    'main/app',
    'main/features',
    'main/index-search',
    'main/ingest',
    'main/language',
    'main/platform',
    'ports',
  ],
  'main/features': ['ports', 'main/db', 'main/language', 'main/platform'],
  // What is known of modules before anything of them is loaded; who may use it: MODULE_DATA.
  'modules/data': [],
  'modules/list': ['modules/main', 'modules/api'],
  'modules/api': ['main/features', 'main/index-search', 'main/db', 'main/language', 'main/platform'],
  'modules/table-api': ['main/db'],
  'modules/main': ['modules/api', 'modules/table-api'],
  'modules/page': ['renderer/state', 'renderer/rpc', 'renderer/ui'],
  'main/ai': ['main/language', 'main/platform', 'ports'],
  'main/index-search': ['main/language', 'main/db', 'main/platform', 'ports'],
  'main/ingest': ['main/language', 'main/platform', 'ports'],
  // Reads pages as ingest does, before they are documents.
  'main/crawl': ['main/ingest', 'main/language', 'main/platform', 'ports'],
  'main/language': [],
  'main/db': ['main/language', 'main/platform', 'ports'],
  'main/platform': ['main/db', 'ports'],
  preload: [],
  'renderer/app': ['renderer/features', 'renderer/state', 'renderer/rpc', 'renderer/ui'],
  'renderer/features': ['renderer/state', 'renderer/rpc', 'renderer/ui'],
  'renderer/state': ['renderer/rpc'],
  'renderer/rpc': [],
  'renderer/ui': [],
  widget: [],
  shared: [],
};

/** Functions of values, or of the ports handed to them, with no adapter behind them: as harmless as a type. */
const PURE_MODULES = [
  'src/main/ai/circuit-breaker.ts',
  'src/main/ai/embedded/certainty.ts',
  'src/main/ai/embedded/excerpt.ts',
  'src/main/ai/embedded/quotes.ts',
  'src/main/ai/embedded/read-passage.ts',
  'src/main/ai/embedded/selection.ts',
  'src/main/ai/hiding/hiding-model.ts',
  'src/main/ai/hiding/personal-values.ts',
  'src/main/ai/inside/memory-need.ts',
  'src/main/ai/limits.ts',
  'src/main/ai/machine-fit.ts',
  'src/main/ai/model-memory.ts',
  'src/main/ai/model-pace.ts',
  'src/main/ai/embedded/sentences.ts',
  'src/main/ai/router.ts',
  'src/main/ai/token-estimate.ts',
  'src/main/features/sources/kinds.ts',
  'src/main/index/fingerprint.ts',
  'src/main/index/fusion.ts',
  'src/main/index/reordering.ts',
  'src/main/ingest/recognition/recognised-page.ts',
  'src/main/index/relevance.ts',
  'src/main/ingest/chunker.ts',
  'src/main/ingest/gibberish.ts',
];

/** Packages that `src/shared` may use: both sides load it, so nothing of Node, the page or Electron. */
const SHARED_PACKAGES = ['zod', '@orpc/contract', 'i18next'];

/** Node's modules and packages that open connections. */
const NETWORK_MODULES = /^(node:)?(http|https|http2|net|tls|dgram|dns)(\/.*)?$|^undici$|^ws$|^multicast-dns$/;

/** What a listener takes of them: nothing of it opens a connection. */
const LISTENING_NAMES = new Set(['createServer', 'isIP', 'TLSSocket', 'Server']);

/** Answers for our name in the local network; refused and listed with all else. */
const ANNOUNCER = 'src/main/http/public/name-announcer.ts';

/** Where connections may be opened, or ports listened to, and why. */
const NETWORK_EXCEPTIONS = [
  { folder: 'src/main/platform/outbound/', why: 'the one way out' },
  { folder: 'src/main/http/', why: 'listens; opens nothing' },
  { folder: 'src/main/cli/', why: 'talks to the instance on this machine through its control socket' },
  { folder: 'src/main/headless.ts', why: 'listens; opens nothing' },
  { folder: 'src/renderer/rpc/', why: 'the page calls the server it came from' },
  { folder: 'src/widget/access.ts', why: "the page of a visitor asks the widget's server for a token" },
  { folder: 'src/widget/check/calls.ts', why: 'the test page asks the server it came from' },
  { folder: 'src/widget/panel/api/', why: 'the panel calls the server it came from' },
  { folder: 'src/widget/loader/looks.ts', why: 'asks the server the page named what the widget looks like' },
  { folder: 'src/widget/panel/language.ts', why: 'fetches its words from the server it came from' },
];

/** Every import that goes against the layers, with the rule it breaks. */
export function findViolations(files: readonly SourceFile[]): Violation[] {
  return files.flatMap(({ path, text }) => {
    const facts = readSource(path, text);
    const violations = facts.imports.flatMap(imported =>
      rulesBroken(path, imported).map(rule => ({ path, imports: imported.specifier, rule })),
    );
    const connections = isNetworkAllowed(path)
      ? []
      : facts.globalConnections.map(name => ({
          path,
          imports: name,
          rule: 'only platform/outbound opens connections',
        }));
    return [...violations, ...connections];
  });
}

function rulesBroken(path: string, imported: SourceImport): string[] {
  const { specifier, names, typeOnly } = imported;
  const target = resolve(path, specifier);
  const broken: string[] = [];
  if (target === null) {
    if (/^electron(\/|$)/.test(specifier) && !mayUseElectron(path))
      broken.push('electron only from src/main/electron');
    if (specifier === '@orpc/contract' && names.includes('oc') && path !== 'src/shared/contract/route.ts') {
      broken.push('routes are declared with route(), never with oc');
    }
    if (NETWORK_MODULES.test(specifier) && !typeOnly && !isNetworkAllowed(path)) {
      broken.push('only platform/outbound opens connections');
    }
    if (NETWORK_MODULES.test(specifier) && !typeOnly && isListener(path) && !mayListenWith(path, imported)) {
      broken.push('a listener opens no connection');
    }
    if (path.startsWith('src/shared/') && !SHARED_PACKAGES.includes(packageOf(specifier))) {
      broken.push('shared uses only what both sides have');
    }
    if (packageOf(specifier) === 'imapflow' && !path.startsWith('src/main/crawl/mailbox/'))
      broken.push('imapflow only in crawl/mailbox, over connections of platform/outbound');
    if (packageOf(specifier) === 'nodemailer' && !path.startsWith('src/main/platform/mail/')) {
      broken.push('nodemailer only in platform/mail, over connections of platform/outbound');
    }
    if (packageOf(specifier) === 'uuid' && path !== 'src/main/platform/new-id.ts') {
      broken.push('ids are made by platform/new-id: theirs is the order of lists');
    }
    if (/^src\/(renderer|widget|modules\/[a-z-]+\/page)\//.test(path) && specifier.startsWith('node:'))
      broken.push('no Node in the page');
    if (path.startsWith('src/widget/') && !specifier.startsWith('node:'))
      broken.push('the widget loads no package: it has 30 kB');
    return broken;
  }
  if (target === 'package.json') return broken; // for the version
  const from = layerOf(path);
  const to = layerOf(target);
  if (from === null || to === null) return [...broken, 'every source file belongs to a layer'];
  if (!mayImport(from, to, target)) broken.push(`${from} may not import ${to}`);
  if (isOfAnotherModule(path, target)) broken.push('a module never imports another');
  if (from === to && isFeatureLayer(from) && !isSameFeature(path, target) && !/\/index\.tsx?$/.test(target)) {
    broken.push('another feature only through its index.ts');
  }
  return broken;
}

function mayImport(from: string, to: string, target: string): boolean {
  if (from === to) return true;
  if (from === 'widget') return /^src\/shared\/(lib|i18n)\//.test(target);
  if (to === 'shared') return true;
  if (to === 'modules/data') return mayUseModuleData(from, target);
  // Which words belong to an error code: what shows an error needs them wherever it is.
  if (from === 'renderer/ui' && target === 'src/renderer/rpc/errors.ts') return true;
  const allowed = LAYERS[from] ?? [];
  if (allowed.includes(to)) return true;
  const isPort = target.endsWith('/ports.ts') || PURE_MODULES.includes(target);
  return allowed.includes('ports') && isPort;
}

/** The lists of modules that any side may load; the routes and words are for the core, which knows them all. */
const LIGHT_LISTS = ['src/modules/index.ts', 'src/modules/define-module.ts'];

function mayUseModuleData(from: string, target: string): boolean {
  if (from.startsWith('modules/') || LIGHT_LISTS.includes(target)) return true;
  // Of one module nobody but the lists knows anything.
  return /^(?:main\/|shared$)/.test(from) && /^src\/modules\/[a-z-]+\.ts$/.test(target);
}

function moduleLayerOf(path: string): string | null {
  const inModule = /^src\/modules\/(?:([a-z-]+)\/)?(main\/|page\/)?(.+)$/.exec(path);
  if (inModule === null) return null;
  const [, name, side, file] = inModule;
  if (side !== undefined) return side === 'main/' ? 'modules/main' : 'modules/page';
  if (name !== undefined) return 'modules/data';
  return (
    {
      'main.ts': 'modules/list',
      'api.ts': 'modules/api',
      'table-api.ts': 'modules/table-api',
      'mains.ts': 'modules/list',
    }[file ?? ''] ?? 'modules/data'
  );
}

/** The lists name every module; a module knows itself alone. */
function isOfAnotherModule(path: string, target: string): boolean {
  const own = moduleOf(path);
  const other = moduleOf(target);
  return own !== null && other !== null && own !== other;
}

function moduleOf(path: string): string | null {
  return /^src\/modules\/([a-z-]+)\//.exec(path)?.[1] ?? null;
}

/** The project path an import leads to, or null for a package. */
function resolve(path: string, specifier: string): string | null {
  if (specifier.startsWith('#main/')) return `src/main/${specifier.slice('#main/'.length)}`;
  if (specifier.startsWith('#modules/')) return `src/modules/${specifier.slice('#modules/'.length)}`;
  if (specifier.startsWith('#shared/')) return `src/shared/${specifier.slice('#shared/'.length)}`;
  if (specifier.startsWith('.'))
    return posix.normalize(posix.join(posix.dirname(path), specifier)).replace(/\?.*$/, '');
  return null;
}

function layerOf(path: string): string | null {
  if (path === 'src/main/cli.ts') return 'main/cli-entry';
  const inMain = /^src\/main\/([a-z-]+)(\.ts|\/)/.exec(path);
  if (inMain !== null) {
    const [, name, end] = inMain;
    const layer = name === 'index' && end === '/' ? 'main/index-search' : `main/${name}`;
    return Object.hasOwn(LAYERS, layer) ? layer : null;
  }
  const inPage = /^src\/renderer\/([a-z-]+)(\/|\.tsx?$)/.exec(path);
  if (inPage !== null) {
    // The page's first file, beside the folders, belongs to the shell.
    const layer = inPage[2] === '/' ? `renderer/${inPage[1]}` : 'renderer/app';
    return Object.hasOwn(LAYERS, layer) ? layer : null;
  }
  const module = moduleLayerOf(path);
  if (module !== null) return module;
  const top = /^src\/(preload|widget|shared)\//.exec(path)?.[1];
  return top ?? null;
}

function isFeatureLayer(layer: string): boolean {
  return layer === 'main/features' || layer === 'renderer/features';
}

/** Who may call a route, and what a feature is to the house, are the frame of all of them. */
const FEATURE_FRAME = /^src\/main\/features\/(?:access\/|part\.ts$|house\.ts$|health-check\.ts$)/;

function isSameFeature(path: string, target: string): boolean {
  if (FEATURE_FRAME.test(target)) return true;
  return path.split('/').slice(0, 4).join('/') === target.split('/').slice(0, 4).join('/');
}

function mayUseElectron(path: string): boolean {
  return (
    path.startsWith('src/main/electron/') || path === 'src/main/index.ts' || path.startsWith('src/preload/')
  );
}

function isListener(path: string): boolean {
  return path.startsWith('src/main/http/') || path === 'src/main/headless.ts';
}

function mayListenWith(path: string, { specifier, names, typeNames = [] }: SourceImport): boolean {
  if (specifier === 'multicast-dns') return path === ANNOUNCER;
  const taken = names.filter(name => !typeNames.includes(name));
  return names.length > 0 && taken.every(name => LISTENING_NAMES.has(name));
}

function isNetworkAllowed(path: string): boolean {
  return NETWORK_EXCEPTIONS.some(({ folder }) => path.startsWith(folder));
}

function packageOf(specifier: string): string {
  return specifier
    .split('/')
    .slice(0, specifier.startsWith('@') ? 2 : 1)
    .join('/');
}
