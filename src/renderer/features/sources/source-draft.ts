import { usualSchedules, usualSite } from '#shared/contract/sources.ts';
import type {
  FeedSettings,
  FolderSettings,
  OnVanished,
  SiteSettings,
  Source,
  SourceSchedule,
} from '#shared/contract/sources.ts';
import {
  emptyMailbox,
  isMailboxComplete,
  mailboxDraftOf,
  mailboxSettingsOf,
  type MailboxDraft,
} from './mailbox-draft.ts';
import { isLoginComplete, loginDraft, type LoginDraft } from './login-draft.ts';

/** A source as it is filled in. */
export type SourceDraft = {
  name: string;
  chatbotIds: readonly string[];
  schedule: SourceSchedule;
  onVanished: OnVanished;
  /** By their names. */
  tags: readonly string[];
  folder: FolderSettings;
  site: SiteSettings;
  feed: FeedSettings;
  mailbox: MailboxDraft;
  login: LoginDraft;
};

const FOLDER: FolderSettings = { path: '', ignore: [], subfolders: true, pictures: false };
const FEED: FeedSettings = { address: '', read: 'auto', entries: 50, delayMs: 1_000, local: false };

export function emptyDraft(kind: Source['kind'], chatbotIds: readonly string[]): SourceDraft {
  return {
    name: '',
    chatbotIds,
    schedule: usualSchedules[kind],
    onVanished: 'ask',
    tags: [],
    folder: FOLDER,
    site: usualSite,
    feed: FEED,
    mailbox: emptyMailbox,
    login: loginDraft(false),
  };
}

export function draftOf(source: Source, tags: readonly string[]): SourceDraft {
  const { name, chatbotIds, schedule, onVanished } = source;
  return {
    name,
    chatbotIds,
    schedule,
    onVanished,
    tags,
    folder: source.kind === 'folder' ? source.settings : FOLDER,
    site: source.kind === 'site' ? source.settings : usualSite,
    feed: source.kind === 'feed' ? source.settings : FEED,
    mailbox: source.kind === 'mailbox' ? mailboxDraftOf(source.settings) : emptyMailbox,
    login: loginDraft(source.kind === 'site' && source.hasLogin),
  };
}

/** What can be sent: lines without the empty ones. */
export const filled = (lines: readonly string[]): string[] =>
  lines.map(line => line.trim()).filter(line => line !== '');

export function settingsOf({ folder, site, feed, mailbox }: SourceDraft) {
  return {
    folder: { ...folder, path: folder.path.trim(), ignore: filled(folder.ignore) },
    site: {
      ...site,
      start: filled(site.start).map(withScheme),
      include: filled(site.include),
      exclude: filled(site.exclude),
    },
    mailbox: mailboxSettingsOf(mailbox),
    feed: { ...feed, address: withScheme(feed.address.trim().replace(/^feed:(?:\/\/)?/i, '')) },
  };
}

/** An address as people type it, `exemple.fr`, is one of the web. */
export const withScheme = (address: string): string =>
  /^https?:\/\//i.test(address) ? address : `https://${address}`;

export function isComplete(kind: Source['kind'], draft: SourceDraft): boolean {
  const { folder, site, feed } = settingsOf(draft);
  switch (kind) {
    case 'folder':
      return folder.path !== '';
    case 'site':
      return (
        site.start.length > 0 &&
        site.start.every(address => URL.canParse(address)) &&
        isLoginComplete(draft.login)
      );
    case 'feed':
      return draft.feed.address.trim() !== '' && URL.canParse(feed.address);
    case 'mailbox':
      return isMailboxComplete(draft.mailbox);
  }
}
