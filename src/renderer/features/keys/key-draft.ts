import type { ApiKey, KeyCreate, KeyUpdate } from '#shared/contract/keys.ts';
import { keyScopes, type KeyScope } from '#shared/contract/route.ts';

const DAY_MS = 86_400_000;

/** How long a key holds, as it is chosen. `keep` is only for one that is there already. */
export const ends = ['days30', 'days90', 'year', 'never', 'date', 'keep'] as const;
export type End = (typeof ends)[number];

const daysOf = { days30: 30, days90: 90, year: 365 } as const;

/** What the dialog holds while a key is made or changed. */
export type KeyDraft = {
  clientId: string;
  name: string;
  scopes: readonly KeyScope[];
  everyBot: boolean;
  chatbotIds: readonly string[];
  end: End;
  /** `2027-03-31`, when `end` is a date. */
  date: string;
};

export type DraftProblem = 'name' | 'scopes' | 'bots' | 'end';

export function newDraft(clientId: string): KeyDraft {
  return { clientId, name: '', scopes: ['chat'], everyBot: true, chatbotIds: [], end: 'year', date: '' };
}

export function draftOf({ clientId, name, scopes, chatbotIds }: ApiKey): KeyDraft {
  return {
    clientId,
    name,
    scopes,
    everyBot: chatbotIds === null,
    chatbotIds: chatbotIds ?? [],
    end: 'keep',
    date: '',
  };
}

/** What is still to mend before the draft can be sent. */
export function problemsOf(draft: KeyDraft, now: Date): DraftProblem[] {
  return [
    ...(draft.name.trim() === '' ? (['name'] as const) : []),
    ...(draft.scopes.length === 0 ? (['scopes'] as const) : []),
    ...(!draft.everyBot && draft.chatbotIds.length === 0 ? (['bots'] as const) : []),
    ...(draft.end === 'date' && !(endOf(draft, now) !== null && dayEnd(draft.date) > now)
      ? (['end'] as const)
      : []),
  ];
}

export function creationOf(draft: KeyDraft, now: Date): KeyCreate {
  return {
    clientId: draft.clientId,
    name: draft.name.trim(),
    // Administration stands for the rest.
    scopes: draft.scopes.includes('admin')
      ? ['admin']
      : keyScopes.filter(scope => draft.scopes.includes(scope)),
    chatbotIds: botsOf(draft),
    expiresAt: endOf(draft, now),
  };
}

export function changeOf(id: string, draft: KeyDraft, now: Date): KeyUpdate {
  return {
    id,
    name: draft.name.trim(),
    chatbotIds: botsOf(draft),
    ...(draft.end === 'keep' ? {} : { expiresAt: endOf(draft, now) }),
  };
}

function botsOf({ everyBot, chatbotIds }: KeyDraft): string[] | null {
  return everyBot ? null : [...chatbotIds];
}

/** The moment in UTC; null for never, and for a date that is none. */
function endOf({ end, date }: KeyDraft, now: Date): string | null {
  if (end === 'never' || end === 'keep') return null;
  if (end !== 'date') return new Date(now.getTime() + daysOf[end] * DAY_MS).toISOString();
  const day = dayEnd(date);
  return Number.isNaN(day.getTime()) ? null : day.toISOString();
}

/** A key that holds until a day holds all of that day, where its maker is. */
function dayEnd(date: string): Date {
  return new Date(`${date}T23:59:59`);
}

/** Days until the end of a key, as a calendar counts them, when they are few; null when there is no hurry. */
export function daysLeft(
  { expiresAt, state }: Pick<ApiKey, 'expiresAt' | 'state'>,
  now: Date,
): number | null {
  if (expiresAt === null || state !== 'active') return null;
  const days = Math.round((midnight(new Date(expiresAt)) - midnight(now)) / DAY_MS);
  return days <= SOON_DAYS ? Math.max(0, days) : null;
}

const SOON_DAYS = 14; // time to make another key and change the program

function midnight(date: Date): number {
  return new Date(date.getFullYear(), date.getMonth(), date.getDate()).getTime();
}
