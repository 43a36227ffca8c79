import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const subjects = [
  'télétravail',
  'badge',
  'congé',
  'mutuelle',
  'parking',
  'cantine',
  'formation',
  'imprimante',
  'salle',
  'note de frais',
];

/** Writes `count` French Markdown files of about `words` words each, every one with a rule of its own (`code-17`). */
export function writeRuleFiles(folder: string, count: number, words = 600): string[] {
  mkdirSync(folder, { recursive: true });
  return Array.from({ length: count }, (_, index) => {
    const subject = subjects[index % subjects.length] ?? 'règle';
    const sentences = Array.from({ length: Math.ceil(words / 12) }, (_, line) => {
      return `La règle ${index}-${line} sur le sujet ${subject} s’applique à tous les salariés du bureau numéro ${index}.`;
    });
    const path = join(folder, `règle-${String(index).padStart(3, '0')}.md`);
    writeFileSync(
      path,
      `# Règle ${index} : ${subject}\n\nLe repère de cette règle est zorglub${index}.\n\n${sentences.join('\n\n')}\n`,
    );
    return path;
  });
}

/** The sample documents that ship with Foyer. */
export function sampleFolder(language: 'fr' | 'en'): string {
  return join(import.meta.dirname, '..', '..', 'resources', 'samples', language);
}
