import { contract } from '#shared/contract/index.ts';
import { listenersOf, type Access, type ListenerKind } from '#shared/contract/route.ts';

type RestRoute = { method: string; pattern: RegExp; listeners: readonly ListenerKind[] };

/** Routes served by hand beside the contract, under `/api`. */
const handwritten = [
  { method: 'GET', path: '/openapi.json' },
  { method: 'GET', path: '/docs' },
  { method: 'GET', path: '/check-stream' },
] as const;

/** The same of visitors. */
const handwrittenForVisitors = [{ method: 'GET', path: '/visitor/check-stream' }] as const;

const accessByRoute = new Map<string, Access>();
const readingRoutes = new Set<string>();
const restRoutes: RestRoute[] = [
  ...handwritten.map(({ method, path }) => ({
    method,
    pattern: patternOf(path),
    listeners: ['admin'] as const,
  })),
  ...handwrittenForVisitors.map(({ method, path }) => ({
    method,
    pattern: patternOf(path),
    listeners: ['public'] as const,
  })),
];

for (const [feature, routes] of Object.entries(contract)) {
  for (const [name, route] of Object.entries(routes)) {
    const definition = route['~orpc'];
    accessByRoute.set(`${feature}.${name}`, definition.meta.access);
    const { method, path } = definition.route;
    if (method === 'GET' && !definition.meta.secretAnswer) readingRoutes.add(`${feature}.${name}`);
    if (method !== undefined && path !== undefined) {
      restRoutes.push({ method, pattern: patternOf(path), listeners: listenersOf(definition.meta) });
    }
  }
}

/** Whether a route may be called before signing in. */
export function isPublicRoute(path: readonly string[]): boolean {
  return accessByRoute.get(path.join('.'))?.includes('public') ?? false;
}

/** Whether a route only reads, and what it answers was not made for this one answer. */
export function isReadingRoute(path: readonly string[]): boolean {
  return readingRoutes.has(path.join('.'));
}

/** The methods that exist at a REST address of a listener; none when the address does not exist. */
export function methodsOfPath(url: string, listener: ListenerKind): string[] {
  const path = new URL(url, 'http://localhost').pathname.replace(/^\/api/, '').replace(/\/$/, '');
  return [
    ...new Set(
      restRoutes
        .filter(route => route.listeners.includes(listener) && route.pattern.test(path))
        .map(route => route.method),
    ),
  ];
}

function patternOf(path: string): RegExp {
  return new RegExp(`^${path.replaceAll('.', '\\.').replace(/\{[^}]+\}/g, '[^/]+')}$`);
}
