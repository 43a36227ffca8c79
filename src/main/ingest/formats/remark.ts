import type { Language } from '#shared/contract/vocabulary.ts';

const WORD: Record<Language, string> = { fr: 'Commentaire', en: 'Comment' };

/** What somebody remarked on a text, as it is told beside it: `[Comment, Jean: text]`. */
export function remarkText(author: string, text: string, language: Language | null): string {
  const word = WORD[language ?? 'en'];
  return `[${author === '' ? word : `${word}, ${author}`}: ${text}]`;
}
