import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Language } from '#shared/contract/vocabulary.ts';
import { fold } from '#main/language/fold.ts';

/** One rule of an affix class: what is cut off, what is put in its place, and where it applies. */
type AffixRule = { strip: string; add: string; condition: RegExp; continues: string[] };
type AffixClass = { kind: 'PFX' | 'SFX'; crossed: boolean; rules: AffixRule[] };
type Affixes = { classes: Map<string, AffixClass>; flagsOf: (field: string) => string[] };

/** Elided articles and pronouns ("l'", "qu'") and capital letters make no other word for a reader without them. */
const ELISION = /['’]/u;

function readAffixes(text: string): Affixes {
  const long = /^FLAG long$/mu.test(text);
  const flagsOf = (field: string): string[] => (long ? (field.match(/../gu) ?? []) : [...field]);
  const classes = new Map<string, AffixClass>();
  for (const line of text.split('\n')) {
    const [kind, flag, first = '', second = '', condition = '.'] = line.trim().split(/\s+/u);
    if ((kind !== 'PFX' && kind !== 'SFX') || flag === undefined) continue;
    const known = classes.get(flag);
    if (known === undefined) {
      classes.set(flag, { kind, crossed: first === 'Y', rules: [] });
      continue;
    }
    const [add = '', continues = ''] = second.split('/');
    known.rules.push({
      strip: first === '0' ? '' : first,
      add: add === '0' ? '' : add,
      condition: new RegExp(kind === 'SFX' ? `${condition}$` : `^${condition}`, 'u'),
      continues: flagsOf(continues),
    });
  }
  return { classes, flagsOf };
}

function apply(word: string, { kind, rules }: AffixClass): { word: string; continues: string[] }[] {
  return rules
    .filter(
      ({ strip, condition }) =>
        condition.test(word) && (kind === 'SFX' ? word.endsWith(strip) : word.startsWith(strip)),
    )
    .map(({ strip, add, continues }) => ({
      word: kind === 'SFX' ? word.slice(0, word.length - strip.length) + add : add + word.slice(strip.length),
      continues,
    }));
}

function forms(word: string, flags: readonly string[], { classes }: Affixes): string[] {
  const known = flags.flatMap(flag => classes.get(flag) ?? []);
  const suffixed = known
    .filter(({ kind }) => kind === 'SFX')
    .flatMap(suffix => apply(word, suffix).map(form => ({ ...form, crossed: suffix.crossed })));
  const stems = [{ word, crossed: true, continues: [] as string[] }, ...suffixed];
  const prefixes = known.filter(({ kind }) => kind === 'PFX');
  return stems.flatMap(stem => {
    const own = stem.continues.flatMap(flag => classes.get(flag) ?? []).filter(({ kind }) => kind === 'PFX');
    const crossed = stem.crossed ? prefixes.filter(prefix => stem.word === word || prefix.crossed) : [];
    const prefixed = [...crossed, ...own].flatMap(prefix => apply(stem.word, prefix).map(form => form.word));
    return [stem.word, ...prefixed.filter(form => !ELISION.test(form))];
  });
}

/** Every word form of a language as the tokeniser sees it: folded, parted at hyphens, apostrophes and digits. */
export function expandDictionary(language: Language): Set<string> {
  const folder = join(import.meta.dirname, '../node_modules', `dictionary-${language}`);
  const affixes = readAffixes(readFileSync(join(folder, 'index.aff'), 'utf8'));
  const words = new Set<string>();
  for (const line of readFileSync(join(folder, 'index.dic'), 'utf8').split('\n').slice(1)) {
    const [entry = ''] = line.split(/\s/u);
    const [word = '', field = ''] = entry.split('/');
    if (word === '') continue;
    for (const form of forms(word, affixes.flagsOf(field), affixes)) {
      for (const part of fold(form).split(/[^\p{L}]+/u)) if (part.length > 1) words.add(part);
    }
  }
  return words;
}
