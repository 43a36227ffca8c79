import { fold } from '#main/language/fold.ts';

/** Whom a password is for: what others know of them is no secret. */
export type PasswordOwner = { email: string; fullName: string };

const PRODUCT = 'foyer';
const WORD_MIN_LENGTH = 3; // shorter parts of a name stand in any phrase
const REST_MIN_LENGTH = 6; // characters that must be left once what is known of the person is taken out
const REPEATED_UNIT = /^(.{1,4})\1+$/u; // aaaaaaaaaa, 1212121212, abcabcabcabc
const ENDING = /[\d\P{Letter}]{1,4}$/u; // a year or a sign at the end is what everyone adds
const CHARACTERS = 'abcdefghijklmnopqrstuvwxyz';
const DIGITS = '01234567890123456789';

/** What is typed in place of a letter. */
const lookAlikes: Readonly<Record<string, string>> = {
  '0': 'o',
  '1': 'i',
  '3': 'e',
  '4': 'a',
  '5': 's',
  '7': 't',
  '@': 'a',
  $: 's',
  '!': 'i',
};

let dictionary: Promise<ReadonlySet<string>> | null = null;

/** The most used passwords of leaked lists, read when first needed. */
function commonPasswords(): Promise<ReadonlySet<string>> {
  dictionary ??= import('@zxcvbn-ts/language-common').then(
    language => new Set(language.dictionary['passwords-common']),
  );
  return dictionary;
}

/**
 * Whether a password would be among the first that someone tries: one of the most used, whatever its case, its
 * accents, figures for letters or the year behind it; one thing repeated; or the person's own name or address, or
 * the product's, with little else.
 */
export async function isGuessable(password: string, owner: PasswordOwner): Promise<boolean> {
  const common = await commonPasswords();
  const typed = fold(password);
  const joined = typed.replaceAll(/[^\p{Letter}\p{Number}]/gu, '');
  const forms = [typed, joined].flatMap(form => [form, form.replace(ENDING, '')]);
  const known = (form: string) =>
    form.length > 0 && (common.has(form) || REPEATED_UNIT.test(form) || isSequence(form));
  if ([...forms, ...forms.map(spelled)].some(known)) return true;

  const rest = withoutWords(joined, wordsOf(owner));
  if (rest === joined) return false;
  return rest.length < REST_MIN_LENGTH || known(rest);
}

function spelled(text: string): string {
  return [...text].map(character => lookAlikes[character] ?? character).join('');
}

function isSequence(text: string): boolean {
  const backwards = [...text].reverse().join('');
  return [CHARACTERS, DIGITS].some(row => row.includes(text) || row.includes(backwards));
}

/** The parts of the name and of the address that others know, longest first. */
function wordsOf({ email, fullName }: PasswordOwner): string[] {
  const [mailbox = '', domain = ''] = fold(email).split('@');
  const parts = [mailbox, domain, fold(fullName), PRODUCT].flatMap(text => [
    text.replaceAll(/[^\p{Letter}\p{Number}]/gu, ''),
    ...text.split(/[^\p{Letter}\p{Number}]+/u),
  ]);
  return [...new Set(parts)]
    .filter(part => part.length >= WORD_MIN_LENGTH)
    .toSorted((a, b) => b.length - a.length);
}

function withoutWords(text: string, words: readonly string[]): string {
  return words.reduce((rest, word) => rest.replaceAll(word, ''), text);
}
