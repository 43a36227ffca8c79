import type { Language } from '#shared/contract/vocabulary.ts';

/** Words that only the one language has, and that hardly a sentence of it does without. */
const own: Record<Language, ReadonlySet<string>> = {
  fr: new Set(
    'le la les des une est pas avec pour dans votre vos vous cette sont qui que sur aux ses elle du et ou ne ce cet au un de mais par sans être été aucun toutes tous'.split(
      ' ',
    ),
  ),
  en: new Set(
    'the and with your this from was were have which are not found failed error of you is by who what when can cannot there their its has been will or for to that unknown loading'.split(
      ' ',
    ),
  ),
};

/** What is a name, a number, a quotation, code or a variable says nothing of the language around it. */
const APART =
  /[0-9a-f]{8}-[0-9a-f-]{27}|[0-9a-f]{32,}|\{\{.*?\}\}|«[^»]*»|“[^”]*”|`[^`]*`|<[^>]*>|https?:\S+|\S+@\S+/gu;

/** The words of a text that belong to the other language, in lower case. */
export function foreignWords(text: string, language: Language): string[] {
  const other = own[language === 'fr' ? 'en' : 'fr'];
  const words = text
    .replaceAll(APART, ' ')
    .toLowerCase()
    .split(/[^\p{Letter}]+/u)
    .filter(word => word !== '');
  return words.filter(word => other.has(word) && !own[language].has(word));
}
