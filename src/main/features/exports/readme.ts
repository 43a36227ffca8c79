import type { Language } from '#shared/contract/vocabulary.ts';
import type { TableRules } from '#main/db/rules/index.ts';
import { contentsOf } from '#main/db/rules/index.ts';

const words: Record<Language, { head: string; manifest: string; foot: string }> = {
  fr: {
    head: 'Tout ce que Foyer garde d’un client.',
    manifest: 'le format, sa version et les nombres d’enregistrements',
    foot: `Les fichiers JSON sont en UTF-8, un enregistrement par ligne. Les dates sont en temps universel (UTC).
Le format est décrit dans docs/client-export.md.`,
  },
  en: {
    head: 'Everything Foyer keeps of one client.',
    manifest: 'the format, its version and the numbers of records',
    foot: `The JSON files are UTF-8, one record a line. Times are universal (UTC).
The format is described in docs/client-export.md.`,
  },
};

/** What the archive says of itself to a person who opens it. */
export function readme(tables: readonly TableRules[], language: Language): string {
  const { head, manifest, foot } = words[language];
  const lines = contentsOf(tables).map(({ path, about }) => line(path, about[language]));
  return `${head}\n\n${[...lines, line('export.json', manifest)].join('\n')}\n\n${foot}\n`;
}

const line = (path: string, about: string): string => `${path.padEnd(19)} ${about}`;
