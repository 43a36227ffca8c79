import { isModuleName, modules } from '../../modules/index.ts';
import type { AuditEntry, DeclaredWords } from '../contract/audit.ts';
import type { Language, Named } from '../contract/vocabulary.ts';

type DeedWords = Readonly<Record<string, string>>;

type Catalogued = { deeds: DeedWords; kinds: DeedWords; tasks: DeedWords };

/** The words of the catalogue with those that parts declare, in one language. */
export function deedWords(
  catalogue: Catalogued,
  declared: DeclaredWords,
  language: Language,
): Catalogued & { fields: DeedWords } {
  const spoken = (words: Readonly<Record<string, Named>>) =>
    Object.entries(words).map(([key, word]) => [key, word[language]] as const);
  const deeds = spoken(declared.deeds).map(([deed, word]) => [keyOf(deed), word]);
  return {
    deeds: { ...catalogue.deeds, ...Object.fromEntries(deeds) },
    kinds: { ...catalogue.kinds, ...Object.fromEntries(spoken(declared.kinds)) },
    tasks: { ...catalogue.tasks, ...Object.fromEntries(spoken(declared.tasks)) },
    fields: Object.fromEntries(spoken(declared.fields)),
  };
}

/** Keys of the catalogue cannot hold dots, which part its levels. */
function keyOf(deed: string): string {
  return deed.replaceAll('.', '_');
}

/** The entry of the catalogue for a deed. */
export function deedKey(
  entry: Pick<AuditEntry, 'action' | 'actorId' | 'targetId'>,
  words: DeedWords,
): string {
  const key = keyOf(entry.action);
  const toThemselves = entry.actorId !== null && entry.actorId === entry.targetId;
  return toThemselves && `${key}_self` in words ? `${key}_self` : key;
}

/** The two parts of a deed's words around the name of what it was done to; without that name, the whole. */
export function deedParts(
  entry: Pick<AuditEntry, 'action' | 'actorId' | 'targetId'>,
  words: DeedWords,
): { before: string; after: string | null } {
  const sentence = words[deedKey(entry, words)] ?? entry.action;
  const [before = '', after] = sentence.split('{{target}}');
  return { before, after: after ?? null };
}

/**
 * The name of what a deed was done to. Foyer's own tasks and modules are stored without a language: `tasks` has the names
 * of those, a module its own title.
 */
export function targetName(
  { action, targetLabel }: Pick<AuditEntry, 'action' | 'targetLabel'>,
  tasks: DeedWords,
  language: Language,
): string | null {
  if (targetLabel === null) return null;
  const kind = deedKind(action);
  if (kind === 'jobs') return tasks[targetLabel] ?? targetLabel;
  return kind === 'modules' && isModuleName(targetLabel) ? modules[targetLabel].title[language] : targetLabel;
}

/** The family of a deed: the word before its dot. */
export function deedKind(action: string): string {
  return action.split('.')[0] ?? action;
}
