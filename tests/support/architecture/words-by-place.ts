import { posix } from 'node:path';
import ts from 'typescript';

export type Sources = ReadonlyMap<string, string>;

type Lazy = { target: string; declared: readonly string[] };
type Facts = {
  /** Project paths that come with this file, each with the names taken of it; `*` is all. */
  imports: { target: string; names: readonly string[] }[];
  lazy: Lazy[];
  namespaces: string[];
  /** Of what a file hands on: name → where it comes from. */
  handsOn: Map<string, { target: string; name: string }>;
};

export type WordsOfPlace = { place: string; loadedBy: string; declared: string[]; used: string[] };

/**
 * For each page, and each part that is loaded later, the namespaces that `withWords` brings with it and those that its
 * files ask for. The first is what the interface starts with.
 */
export function wordsByPlace(
  sources: Sources,
  entry: string,
  known: readonly string[],
  ofShell: readonly string[],
): WordsOfPlace[] {
  const facts = new Map([...sources].map(([path, text]) => [path, factsOf(path, text, known)]));
  const places: WordsOfPlace[] = [];
  const waiting: (Lazy & { loadedBy: string })[] = [{ target: entry, declared: ofShell, loadedBy: entry }];
  const seen = new Set<string>();
  for (let next = waiting.shift(); next !== undefined; next = waiting.shift()) {
    const { target, declared, loadedBy } = next;
    const files = withAllThatComes(target, facts);
    const used = new Set(files.flatMap(file => facts.get(file)?.namespaces ?? []));
    places.push({
      place: target,
      loadedBy,
      declared: declared.toSorted(),
      used: [...used].filter(name => target === entry || !ofShell.includes(name)).toSorted(),
    });
    for (const file of files) {
      if (seen.has(file)) continue;
      seen.add(file);
      waiting.push(...(facts.get(file)?.lazy ?? []).map(lazy => ({ ...lazy, loadedBy: file })));
    }
  }
  return places;
}

/** What is wrong, in sentences that say what to write. */
export function missingWords(places: readonly WordsOfPlace[]): string[] {
  return places.flatMap(({ place, loadedBy, declared, used }) => {
    const missing = used.filter(name => !declared.includes(name));
    const idle = loadedBy === place ? [] : declared.filter(name => !used.includes(name));
    return [
      ...missing.map(name => `${loadedBy}: name '${name}' in the withWords that loads ${place}`),
      ...idle.map(name => `${loadedBy}: leave '${name}' out of the withWords that loads ${place}`),
    ];
  });
}

function withAllThatComes(start: string, facts: ReadonlyMap<string, Facts>): string[] {
  const found = new Set([start]);
  for (const file of found) {
    for (const { target, names } of facts.get(file)?.imports ?? []) {
      const handsOn = facts.get(target)?.handsOn;
      // Of a file that only hands on, what is taken counts and no more: the rest is not loaded.
      const exact =
        handsOn && handsOn.size > 0 && !names.includes('*') && names.every(name => handsOn.has(name));
      if (exact) for (const name of names) found.add(handsOn.get(name)?.target ?? target);
      else if (facts.has(target)) found.add(target);
    }
  }
  return [...found];
}

function factsOf(path: string, text: string, known: readonly string[]): Facts {
  const kind = path.endsWith('x') ? ts.ScriptKind.TSX : ts.ScriptKind.TS;
  const file = ts.createSourceFile(path, text, ts.ScriptTarget.Latest, true, kind);
  const facts: Facts = { imports: [], lazy: [], namespaces: [], handsOn: new Map() };
  const resolved = (specifier: string) => posix.normalize(posix.join(posix.dirname(path), specifier));

  const visit = (node: ts.Node): void => {
    if (ts.isImportDeclaration(node) && ts.isStringLiteral(node.moduleSpecifier)) {
      const clause = node.importClause;
      if (clause?.phaseModifier !== ts.SyntaxKind.TypeKeyword && node.moduleSpecifier.text.startsWith('.')) {
        const bindings = clause?.namedBindings;
        const names =
          bindings && ts.isNamedImports(bindings)
            ? bindings.elements
                .filter(({ isTypeOnly }) => !isTypeOnly)
                .map(({ propertyName, name }) => (propertyName ?? name).text)
            : ['*'];
        facts.imports.push({ target: resolved(node.moduleSpecifier.text), names });
      }
      return;
    }
    if (ts.isExportDeclaration(node) && node.moduleSpecifier && ts.isStringLiteral(node.moduleSpecifier)) {
      if (node.isTypeOnly) return;
      const target = resolved(node.moduleSpecifier.text);
      facts.imports.push({ target, names: ['*'] });
      if (node.exportClause && ts.isNamedExports(node.exportClause)) {
        for (const { propertyName, name } of node.exportClause.elements)
          facts.handsOn.set(name.text, { target, name: (propertyName ?? name).text });
      }
      return;
    }
    if (ts.isCallExpression(node)) {
      const [first] = node.arguments;
      if (node.expression.kind === ts.SyntaxKind.ImportKeyword && first && ts.isStringLiteral(first)) {
        if (first.text.startsWith('.'))
          facts.lazy.push({ target: resolved(first.text), declared: declaredAround(node) });
        return;
      }
      if (ts.isIdentifier(node.expression) && node.expression.text === 'useTranslation' && first)
        facts.namespaces.push(...stringsIn(first));
    }
    // Places are named as data: who shows their names has the words.
    if (!path.endsWith('/places.ts') && (ts.isStringLiteralLike(node) || ts.isTemplateHead(node))) {
      const [namespace = '', rest] = node.text.split(':');
      if (rest !== undefined && known.includes(namespace)) facts.namespaces.push(namespace);
    }
    ts.forEachChild(node, visit);
  };
  visit(file);
  return facts;
}

/** The list of the `withWords` that a dynamic import stands in. */
function declaredAround(node: ts.Node): string[] {
  for (let at = node.parent; at !== undefined; at = at.parent) {
    if (ts.isCallExpression(at) && ts.isIdentifier(at.expression) && at.expression.text === 'withWords')
      return at.arguments[0] ? stringsIn(at.arguments[0]) : [];
  }
  return [];
}

function stringsIn(node: ts.Expression): string[] {
  if (ts.isStringLiteralLike(node)) return [node.text];
  return ts.isArrayLiteralExpression(node) ? node.elements.flatMap(stringsIn) : [];
}
