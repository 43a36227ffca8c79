import type { z } from 'zod';
import {
  contactFields,
  type ContactFields,
  type ContactKind,
  type importProblems,
} from '#shared/contract/contacts.ts';
import { id, language } from '#shared/contract/vocabulary.ts';

/** A contact as a file has it: what it does not say is empty. */
export type ReadContact = {
  /** Where it begins in the file, from 1. */
  line: number;
  /** Of a contact, when the file was exported here. */
  id: string | null;
  kind: ContactKind;
  name: string;
  email: string;
  phone: string;
  company: string;
  language: string;
  note: string;
  /** It has a beginning and no end. */
  unreadable?: true;
};

export type ImportProblem = (typeof importProblems)[number];

export const looksLikeId = (text: string): boolean => id.safeParse(text).success;

/** What a person reads of it in a list. */
export const whoOf = ({ name, email, phone, company }: ReadContact): string =>
  (name || email || phone || company).slice(0, 200);

const LANGUAGE_WORDS = { french: 'fr', francais: 'fr', anglais: 'en', english: 'en' } as const;

/** The fields of a contact in a file, or why they cannot be taken over. */
export function fieldsOf(read: ReadContact): ContactFields | ImportProblem {
  if (read.unreadable === true) return 'unreadable';
  if ([read.name, read.email, read.phone].every(text => text.trim() === '')) return 'empty';
  const parsed = contactFields.safeParse({
    name: read.name,
    email: read.email,
    phone: read.phone,
    company: read.kind === 'company' ? null : read.company,
    language: spoken(read.language),
    note: read.note,
  });
  return parsed.success ? parsed.data : problemOf(parsed.error);
}

function problemOf({ issues }: z.ZodError): ImportProblem {
  const [issue] = issues;
  if (issue?.code === 'too_big') return 'too_long';
  return issue?.path[0] === 'phone' ? 'phone_unreadable' : 'email_unreadable';
}

function spoken(text: string): ContactFields['language'] {
  const word = text.trim().toLowerCase().replaceAll('ç', 'c');
  const known = Object.entries(LANGUAGE_WORDS).find(([name]) => name === word)?.[1];
  return language.safeParse(known ?? word.slice(0, 2)).data ?? null;
}
