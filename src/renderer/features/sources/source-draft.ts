import type {
  FolderSettings,
  OnVanished,
  SiteSettings,
  Source,
  SourceSchedule,
} from '#shared/contract/sources.ts';
import { isLoginComplete, loginDraft, type LoginDraft } from './login-draft.ts';

/** A source as it is filled in. */
export type SourceDraft = {
  name: string;
  chatbotIds: readonly string[];
  schedule: SourceSchedule;
  onVanished: OnVanished;
  folder: FolderSettings;
  site: SiteSettings;
  login: LoginDraft;
};

const FOLDER: FolderSettings = { path: '', ignore: [], subfolders: true, pictures: false };
const SITE: SiteSettings = {
  start: [],
  sitemap: true,
  include: [],
  exclude: [],
  depth: 5,
  pages: 500,
  delayMs: 1_000,
  files: true,
  browser: false,
  local: false,
};

/** As often as is usual for a kind. */
export const usualSchedules: Record<Source['kind'], SourceSchedule> = {
  folder: { every: 'hour' },
  site: { every: 'week', day: 1, at: '04:00' },
};

export function emptyDraft(kind: Source['kind'], chatbotIds: readonly string[]): SourceDraft {
  return {
    name: '',
    chatbotIds,
    schedule: usualSchedules[kind],
    onVanished: 'ask',
    folder: FOLDER,
    site: SITE,
    login: loginDraft(false),
  };
}

export function draftOf(source: Source): SourceDraft {
  const { name, chatbotIds, schedule, onVanished } = source;
  return {
    name,
    chatbotIds,
    schedule,
    onVanished,
    folder: source.kind === 'folder' ? source.settings : FOLDER,
    site: source.kind === 'site' ? source.settings : SITE,
    login: loginDraft(source.kind === 'site' && source.hasLogin),
  };
}

/** What can be sent: lines without the empty ones. */
export const filled = (lines: readonly string[]): string[] =>
  lines.map(line => line.trim()).filter(line => line !== '');

export function settingsOf({ folder, site }: SourceDraft) {
  return {
    folder: { ...folder, path: folder.path.trim(), ignore: filled(folder.ignore) },
    site: {
      ...site,
      start: filled(site.start).map(withScheme),
      include: filled(site.include),
      exclude: filled(site.exclude),
    },
  };
}

/** An address as people type it, `exemple.fr`, is one of the web. */
export const withScheme = (address: string): string =>
  /^https?:\/\//i.test(address) ? address : `https://${address}`;

export function isComplete(kind: Source['kind'], draft: SourceDraft): boolean {
  const { folder, site } = settingsOf(draft);
  return kind === 'folder'
    ? folder.path !== ''
    : site.start.length > 0 &&
        site.start.every(address => URL.canParse(address)) &&
        isLoginComplete(draft.login);
}
