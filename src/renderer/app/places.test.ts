import { describe, expect, it } from 'vitest';
import { catalogues } from '#shared/i18n/index.ts';
import { pageNames, pageSegments } from '#shared/lib/pages.ts';
import { iconNames } from '../ui/icon.tsx';
import type { Place } from '../ui/place.ts';
import { places } from './places.ts';

/** What a place lacks, in sentences that say what to write. */
function faultsOf(place: Place): string[] {
  const faults: string[] = [];
  const [namespace = '', key = ''] = place.name.split(':');
  for (const language of ['fr', 'en'] as const) {
    const words: Record<string, Record<string, unknown>> = catalogues[language];
    if (!words['palette']?.[place.key])
      faults.push(`write what people call '${place.key}' in i18n/${language}/palette.ts`);
    if (typeof words[namespace]?.[key] !== 'string' || words[namespace][key] === '')
      faults.push(`write the name of '${place.key}', ${place.name}, in i18n/${language}`);
    for (const said of place.says ?? []) {
      const [of = '', part] = said.split('.');
      if (part === undefined ? !words[of] : !words[of]?.[part])
        faults.push(`'${place.key}' says ${said}, which i18n/${language} has not`);
    }
  }
  if (!iconNames.includes(place.icon))
    faults.push(`draw the icon '${place.icon}' of '${place.key}' in ui/icon.tsx`);
  return faults;
}

/** Sources as they are written. */
const texts = import.meta.glob<string>(['./places.ts', './routes.tsx'], {
  query: '?raw',
  import: 'default',
  eager: true,
});
const list = texts['./places.ts'] ?? '';
const routesText = texts['./routes.tsx'] ?? '';

/** Paths of the router, as they are written in it. */
const routes = [...routesText.matchAll(/path: '([^']+)'/g)].map(([, path]) => path ?? '');

/** Where one comes from a thing or from outside, and not by the name of a place. */
const NOT_PLACES = [
  '/chat/$conversationId',
  '/documents/$id',
  '/documents/$id/changes',
  '/sources/$id',
  '/contacts/$id',
  '$id',
  '/clients/erasures/$id',
  '/modules/$name',
];
const OUTSIDE = ['/sign-in', '/forgotten', '/set-up', '/join', '/welcome'];

function pathOf(place: Place): string {
  switch (place.in) {
    case 'settings':
      return '/settings/$section';
    case 'chatbot':
    case 'client':
      return `/${place.in}s/$id`;
    default:
      return place.to;
  }
}

describe('places', () => {
  it('have a name, other names in both languages, an icon, and words that are there', () => {
    expect(places.flatMap(faultsOf)).toEqual([]);
  });

  it('lead to a page, and every page that has a name is a place', () => {
    expect(places.map(pathOf).filter(path => !routes.includes(path))).toEqual([]);
    const named = routes.filter(path => !NOT_PLACES.includes(path) && !OUTSIDE.includes(path));
    expect(named.filter(path => !places.map(pathOf).includes(path))).toEqual([]);
  });

  it('are known to the server, which leads there who leaves the # out', () => {
    const begun = routes.flatMap(path => (path.startsWith('/') ? [path.split('/')[1] ?? ''] : []));
    const unknown = new Set(begun.filter(segment => segment !== '' && !pageSegments.has(segment)));
    expect([...unknown]).toEqual([]); // write it in shared/lib/pages.ts
    expect([...pageSegments].filter(segment => !begun.includes(segment))).toEqual([]);
  });

  it('of the rail are those whose roles the core knows, in its order', () => {
    expect(places.flatMap(place => (place.in === 'rail' ? [place.page] : []))).toEqual([...pageNames]);
  });

  it('are told apart, and each name of the palette that is not an own deed of it is a place', () => {
    const keys = places.map(({ key }) => key);
    expect(new Set(keys).size).toBe(keys.length);
    const own = ['toDark', 'toLight', 'language', 'signOut'];
    expect(
      Object.keys(catalogues.fr.palette)
        .filter(key => !own.includes(key))
        .toSorted(),
    ).toEqual(keys.toSorted());
  });

  it('are declared by their features, and all of them are listed', () => {
    const declared = Object.keys(import.meta.glob('../features/*/places.ts'));
    expect(declared.length).toBeGreaterThan(5);
    expect(declared.filter(file => !list.includes(`'${file}'`))).toEqual([]);
  });

  it('that are planted with something missing say what to write', () => {
    const planted = {
      in: 'rail',
      page: 'home',
      key: 'notes',
      name: 'shell:notes',
      icon: 'quill',
      to: '/notes',
      says: ['notes'],
    };
    expect(faultsOf(planted as unknown as Place)).toEqual([
      `write what people call 'notes' in i18n/fr/palette.ts`,
      `write the name of 'notes', shell:notes, in i18n/fr`,
      `'notes' says notes, which i18n/fr has not`,
      `write what people call 'notes' in i18n/en/palette.ts`,
      `write the name of 'notes', shell:notes, in i18n/en`,
      `'notes' says notes, which i18n/en has not`,
      `draw the icon 'quill' of 'notes' in ui/icon.tsx`,
    ]);
  });
});
