/**
 * The address of a route with what its path names of the input, and the rest as names and values: those of a list are
 * repeated, what is left out stays out.
 */
export function filledPath(path: string, input: object): { path: string; rest: [string, string][] } {
  const named = (name: string) => path.includes(`{${name}}`);
  const entries = Object.entries(input).flatMap(([name, value]): [string, string][] =>
    (Array.isArray(value) ? (value as unknown[]) : [value]).flatMap(one =>
      one === undefined ? [] : [[name, String(one)]],
    ),
  );
  const filled = entries
    .filter(([name]) => named(name))
    .reduce((text, [name, value]) => text.replace(`{${name}}`, encodeURIComponent(value)), path);
  return { path: filled, rest: entries.filter(([name]) => !named(name)) };
}

/** The same as one address, the rest as its query. */
export function addressWithQuery(path: string, input: object): string {
  const { path: filled, rest } = filledPath(path, input);
  const query = rest.map(pair => pair.map(encodeURIComponent).join('=')).join('&');
  return query === '' ? filled : `${filled}?${query}`;
}
