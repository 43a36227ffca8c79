/** What a program says in place of the author: a name it gave, or a file. */
const SAYS_NOTHING =
  /^(?:(?:picture|image|photo|graphic|grafik|bild|graphique|imagen|shape|forme|object|objet|placeholder)[\s_-]*\d*|[^\s]+\.(?:png|jpe?g|gif|bmp|tiff?|emf|wmf|svg|webp)|https?:\S*)$/iu;
/** What PowerPoint adds to words that it found itself. */
const BY_PROGRAM =
  /\s*(?:description automatically generated(?: with \w+ confidence)?|description générée automatiquement(?: avec un niveau de confiance \w+)?|(?:ai-generated content|le contenu généré par l.ia) may be incorrect|ai-generated content may be incorrect)\.?\s*$/iu;

/** Longer ones are no description. */
const MAX_CHARACTERS = 5_000;

/** What is said in words of a picture, for those who cannot see it; empty when it says nothing. */
export function pictureWords(description: string | undefined, title: string | undefined): string {
  const words = [title ?? '', (description ?? '').slice(0, MAX_CHARACTERS).replace(BY_PROGRAM, '')]
    .map(part => part.replace(/\s+/gu, ' ').trim())
    .filter(part => /[\p{L}\p{N}]/u.test(part) && !SAYS_NOTHING.test(part));
  return [...new Set(words)].join('. ');
}
