import { isModuleName, modules } from '../../modules/index.ts';
import type { AuditEntry } from '../contract/audit.ts';
import type { Language } from '../contract/vocabulary.ts';

type DeedWords = Readonly<Record<string, string>>;

/** The entry of the catalogue for a deed: keys cannot hold dots, which part its levels. */
export function deedKey(
  entry: Pick<AuditEntry, 'action' | 'actorId' | 'targetId'>,
  words: DeedWords,
): string {
  const key = entry.action.replaceAll('.', '_');
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
