// npm run check: both languages say the same things. Same keys, no empty words, same variables; every key the
// interface asks for exists.
import { globSync, readFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import ts from 'typescript';

const root = join(import.meta.dirname, '..');
const LANGUAGES = ['fr', 'en'] as const;
type Catalogue = Map<string, Map<string, string>>;

/** Suffixes i18next adds to a key by number (Unicode CLDR) and by context it is given. */
const PLURAL_SUFFIX = /_(zero|one|two|few|many|other)$/;

const problems: string[] = [];
const catalogues = new Map<string, Catalogue>();
for (const language of LANGUAGES) catalogues.set(language, await readCatalogue(language));
const [french, english] = LANGUAGES.map(language => catalogues.get(language) ?? new Map()) as [
  Catalogue,
  Catalogue,
];

compareNamespaces();
const used = checkUses();

const keys = [...french.values()].reduce((sum, words) => sum + words.size, 0);
for (const problem of problems) console.error(problem);
console.log(`${french.size} namespaces, ${keys} keys, ${used} uses, ${problems.length} problems`);
process.exitCode = problems.length === 0 ? 0 : 1;

async function readCatalogue(language: string): Promise<Catalogue> {
  const catalogue: Catalogue = new Map();
  for (const file of globSync(`src/shared/i18n/${language}/*.ts`, { cwd: root }).sort()) {
    if (basename(file) === 'index.ts') continue; // gathers the others
    const module = (await import(join(root, file))) as Record<string, unknown>;
    // A file exports its namespace under the name the interface asks for.
    for (const [namespace, exported] of Object.entries(module)) {
      const words = new Map<string, string>();
      flatten(exported, '', words);
      catalogue.set(namespace, words);
    }
  }
  for (const file of globSync(`src/modules/*/words/${language}.ts`, { cwd: root }).sort()) {
    const { words: ofModule } = (await import(join(root, file))) as { words: unknown };
    const words = new Map<string, string>();
    flatten(ofModule, '', words);
    const folder = basename(dirname(dirname(file)));
    // Named as the module is: the folder in camel case.
    catalogue.set(
      folder.replaceAll(/-([a-z])/g, (_, letter: string) => letter.toUpperCase()),
      words,
    );
  }
  return catalogue;
}

function flatten(value: unknown, path: string, into: Map<string, string>): void {
  if (typeof value === 'string') into.set(path, value);
  else if (typeof value === 'object' && value !== null) {
    for (const [key, child] of Object.entries(value))
      flatten(child, path === '' ? key : `${path}.${key}`, into);
  }
}

function compareNamespaces(): void {
  for (const namespace of new Set([...french.keys(), ...english.keys()])) {
    const [here, there] = [french.get(namespace), english.get(namespace)];
    if (here === undefined || there === undefined) {
      problems.push(`${namespace}: only in ${here === undefined ? 'English' : 'French'}`);
      continue;
    }
    for (const key of new Set([...here.keys(), ...there.keys()]))
      compareWords(`${namespace}:${key}`, here.get(key), there.get(key), here, there, key);
  }
}

function compareWords(
  name: string,
  here: string | undefined,
  there: string | undefined,
  frenchWords: Map<string, string>,
  englishWords: Map<string, string>,
  key: string,
): void {
  if (here === undefined || there === undefined) {
    // A plural form one language has and the other has not ("many" in French) is not missing.
    const other = key.replace(PLURAL_SUFFIX, '_other');
    const inBoth = other !== key && frenchWords.has(other) && englishWords.has(other);
    if (!inBoth) problems.push(`${name}: missing in ${here === undefined ? 'French' : 'English'}`);
    return;
  }
  for (const [language, words] of [
    ['French', here],
    ['English', there],
  ]) {
    if (words?.trim() === '') problems.push(`${name}: empty in ${language}`);
  }
  // The form for one may do without the number the other forms name.
  if (key.endsWith('_one')) return;
  const [frenchNames, englishNames] = [variablesOf(here), variablesOf(there)];
  if (frenchNames !== englishNames)
    problems.push(`${name}: variables {${frenchNames}} in French, {${englishNames}} in English`);
}

function variablesOf(words: string): string {
  const names = [...words.matchAll(/\{\{\s*-?\s*([\w.]+)[^}]*\}\}|<\/?(\w+)\s*\/?>/g)].map(
    match => match[1] ?? `<${match[2]}>`,
  );
  return [...new Set(names)].sort().join(', ');
}

function checkUses(): number {
  let count = 0;
  for (const file of globSync('src/{renderer,widget,modules}/**/*.{ts,tsx}', { cwd: root })) {
    if (/\.test\.tsx?$/.test(file)) continue;
    for (const use of usesIn(file)) {
      count += 1;
      if (!use.candidates.some(candidate => exists(candidate, use.prefixOnly))) {
        problems.push(`${file}:${use.line}: no words for ${use.candidates[0] ?? '(unknown namespace)'}`);
      }
    }
  }
  return count;
}

type Use = { line: number; candidates: string[]; prefixOnly: boolean };

function exists(candidate: string, prefixOnly: boolean): boolean {
  const separator = candidate.indexOf(':');
  const words = french.get(candidate.slice(0, separator));
  const key = candidate.slice(separator + 1);
  if (words === undefined) return false;
  if (prefixOnly) return [...words.keys()].some(known => known.startsWith(key));
  // An object of words may be asked for as a whole; a plural by its stem.
  return (
    words.has(key) ||
    [...words.keys()].some(known => known.startsWith(`${key}.`) || known.replace(PLURAL_SUFFIX, '') === key)
  );
}

/** Calls of `t('…')` and `<Trans i18nKey>`, with the namespaces they may be meant in. */
function usesIn(file: string): Use[] {
  const text = readFileSync(join(root, file), 'utf8');
  const source = ts.createSourceFile(
    file,
    text,
    ts.ScriptTarget.Latest,
    true,
    file.endsWith('x') ? ts.ScriptKind.TSX : ts.ScriptKind.TS,
  );
  const namespaces: string[] = [];
  const uses: Use[] = [];
  const prefixes: string[] = [];

  const note = (node: ts.Node, key: string, prefixOnly: boolean): void => {
    const line = source.getLineAndCharacterOfPosition(node.getStart()).line + 1;
    uses.push({ line, candidates: [key], prefixOnly });
  };
  const visit = (node: ts.Node): void => {
    if (ts.isCallExpression(node)) {
      const name = ts.isIdentifier(node.expression)
        ? node.expression.text
        : ts.isPropertyAccessExpression(node.expression)
          ? node.expression.name.text
          : '';
      const [first, second] = node.arguments;
      if (/^use(Typed)?Translation$/.test(name) && first !== undefined) {
        collectNamespaces(first, namespaces);
        if (second !== undefined && ts.isObjectLiteralExpression(second)) collectPrefix(second, prefixes);
      } else if (isTranslate(name) && first !== undefined) {
        noteKey(first, note);
      }
    } else if (
      ts.isJsxAttribute(node) &&
      ts.isIdentifier(node.name) &&
      node.name.text === 'i18nKey' &&
      node.initializer !== undefined
    ) {
      const value = ts.isJsxExpression(node.initializer) ? node.initializer.expression : node.initializer;
      if (value !== undefined) noteKey(value, note);
    }
    ts.forEachChild(node, visit);
  };
  visit(source);
  const meant = namespaces.length > 0 ? namespaces : [...french.keys()];
  return uses.map(use => ({
    ...use,
    candidates: use.candidates.flatMap(key => qualify(key, meant, prefixes)),
  }));
}

function isTranslate(name: string): boolean {
  return name === 't' || name === 'translate';
}

function noteKey(argument: ts.Node, note: (node: ts.Node, key: string, prefixOnly: boolean) => void): void {
  if (ts.isStringLiteralLike(argument)) note(argument, argument.text, false);
  else if (ts.isTemplateExpression(argument)) {
    if (argument.head.text !== '') note(argument, argument.head.text, true);
  } else if (ts.isConditionalExpression(argument)) {
    noteKey(argument.whenTrue, note);
    noteKey(argument.whenFalse, note);
  } else if (ts.isArrayLiteralExpression(argument)) {
    const last = argument.elements.at(-1);
    if (last !== undefined) noteKey(last, note);
  }
}

function collectNamespaces(argument: ts.Expression, into: string[]): void {
  if (ts.isStringLiteralLike(argument)) into.push(argument.text);
  else if (ts.isArrayLiteralExpression(argument))
    for (const element of argument.elements) collectNamespaces(element, into);
}

function collectPrefix(options: ts.ObjectLiteralExpression, into: string[]): void {
  for (const property of options.properties) {
    const isPrefix = ts.isPropertyAssignment(property) && property.name.getText() === 'keyPrefix';
    if (isPrefix && ts.isStringLiteralLike(property.initializer)) into.push(`${property.initializer.text}.`);
  }
}

function qualify(key: string, namespaces: readonly string[], prefixes: readonly string[]): string[] {
  if (key.includes(':')) return [key];
  return namespaces.flatMap(namespace => [...prefixes, ''].map(prefix => `${namespace}:${prefix}${key}`));
}
