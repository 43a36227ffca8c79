import type { Contact, ContactKind } from '#shared/contract/contacts.ts';
import type { Language } from '#shared/contract/vocabulary.ts';
import { fold } from '#main/language/fold.ts';
import { BYTE_ORDER_MARK, csvLine } from '#shared/lib/csv.ts';
import { readCsv, withoutFormulaMark } from '#main/platform/csv-reading.ts';
import { looksLikeId, type ReadContact } from './read-contact.ts';

type Column = 'kind' | 'name' | 'email' | 'phone' | 'company' | 'language' | 'note' | 'id';

const HEADINGS: Readonly<Record<Language, Readonly<Record<Column, string>>>> = {
  fr: {
    kind: 'Type',
    name: 'Nom',
    email: 'E-mail',
    phone: 'Téléphone',
    company: 'Société',
    language: 'Langue',
    note: 'Note',
    id: 'Identifiant',
  },
  en: {
    kind: 'Type',
    name: 'Name',
    email: 'E-mail',
    phone: 'Phone',
    company: 'Company',
    language: 'Language',
    note: 'Note',
    id: 'Identifier',
  },
};
const COLUMNS = Object.keys(HEADINGS.fr) as Column[];
const KINDS: Readonly<Record<Language, Readonly<Record<ContactKind, string>>>> = {
  fr: { person: 'Personne', company: 'Entreprise' },
  en: { person: 'Person', company: 'Company' },
};

/** What columns are called here and elsewhere, folded and without signs; `…` begins so (Google, Outlook). */
const NAMES: Readonly<Record<Column | 'first' | 'last', readonly string[]>> = {
  kind: ['type', 'kind', 'nature'],
  name: [
    'nomcomplet',
    'nometprenom',
    'prenometnom',
    'fullname',
    'name',
    'displayname',
    'nomaffiche',
    'contact',
    'nom',
  ],
  first: ['prenom', 'firstname', 'givenname'],
  last: ['nomdefamille', 'lastname', 'familyname', 'surname'],
  email: [
    'email',
    'mail',
    'courriel',
    'adresseemail',
    'adressemail',
    'adressecourriel',
    'adressedemessagerie',
    'adresseelectronique',
    'emailaddress',
    'email1value',
    'email2value',
    'email2address',
    'adressedemessagerie2',
  ],
  phone: [
    'telephone',
    'tel',
    'phone',
    'phonenumber',
    'telephonenumber',
    'numero',
    'numerodetelephone',
    'mobile',
    'portable',
    'telmobile',
    'telephonemobile',
    'telephoneportable',
    'mobilephone',
    'gsm',
    'phone1value',
    'phone2value',
    'primaryphone',
    'telephoneprincipal',
    'businessphone',
    'telephonebureau',
    'telbureau',
    'homephone',
    'telephonedomicile',
    'teldomicile',
  ],
  company: [
    'societe',
    'entreprise',
    'company',
    'companyname',
    'organisation',
    'organization',
    'organizationname',
    'organization1name',
    'nomdelasociete',
    'nomdelentreprise',
    'raisonsociale',
    'employeur',
    'structure',
  ],
  language: ['langue', 'language'],
  note: ['note', 'notes', 'remarque', 'remarques', 'commentaire', 'commentaires', 'comment', 'comments'],
  id: ['identifiant', 'identifier', 'id'],
};

/** Contacts as a table for spreadsheets in pieces of many lines, with headings in one language. `readTable` reads it again. */
export function* writeTable(contacts: readonly Contact[], language: Language): Generator<string> {
  yield BYTE_ORDER_MARK + csvLine(Object.values(HEADINGS[language]), language);
  for (const contact of contacts) {
    const cells: Record<Column, string | null> = {
      ...contact,
      kind: KINDS[language][contact.kind],
      company: contact.company?.name ?? null,
    };
    yield csvLine(
      COLUMNS.map(column => cells[column]),
      language,
    );
  }
}

/** What a table says, line by line; null when its head names no column of names, addresses or numbers. */
export function readTable(text: string): ReadContact[] | null {
  const [head, ...records] = readCsv(text);
  const places = placesOf(head?.cells ?? []);
  if (!(['name', 'last', 'first', 'email', 'phone'] as const).some(column => places[column].length > 0))
    return null;
  return records.map(({ line, cells }) => {
    const cell = (column: Column | 'first' | 'last') =>
      places[column].map(place => withoutFormulaMark(cells[place] ?? '').trim()).find(text => text !== '') ??
      '';
    const parts = [cell('first'), cell('last')].filter(part => part !== '').join(' ');
    const [name, company, typed] = [cell('name') || parts, cell('company'), fold(cell('kind'))];
    const isCompany =
      /^(?:entreprise|company|societe|organi[sz]ation)$/u.test(typed) || (name === '' && company !== '');
    return {
      line,
      id: looksLikeId(cell('id')) ? cell('id') : null,
      kind: isCompany ? 'company' : 'person',
      name: isCompany ? name || company : name,
      email: cell('email'),
      phone: cell('phone'),
      company: isCompany ? '' : company,
      language: cell('language'),
      note: cell('note'),
    };
  });
}

/** Where each is found; several columns of one are looked at in their order. */
function placesOf(head: readonly string[]): Record<Column | 'first' | 'last', number[]> {
  const plain = head.map(name => fold(name).replaceAll(/[^a-z0-9]/gu, ''));
  const at = (column: Column | 'first' | 'last') =>
    plain.flatMap((name, index) => (NAMES[column].includes(name) ? [index] : []));
  const places = {
    kind: at('kind'),
    name: at('name'),
    first: at('first'),
    last: at('last'),
    email: at('email'),
    phone: at('phone'),
    company: at('company'),
    language: at('language'),
    note: at('note'),
    id: at('id'),
  };
  // Beside a first name, « Nom » is the family name.
  if (places.first.length === 0) return places;
  const family = places.name.filter(place => plain[place] === 'nom');
  return {
    ...places,
    name: places.name.filter(place => !family.includes(place)),
    last: [...family, ...places.last],
  };
}
