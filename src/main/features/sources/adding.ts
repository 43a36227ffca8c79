import { usualSchedules } from '#shared/contract/sources.ts';
import type {
  FeedSettings,
  FolderSettings,
  OnVanished,
  SiteLogin,
  SiteSettings,
  Source,
  SourceKindName,
  SourceSchedule,
} from '#shared/contract/sources.ts';
import type {
  MailboxFolder,
  MailboxLogin,
  MailboxServer,
  MailboxSettings,
} from '#shared/contract/mailboxes.ts';
import { FoyerError } from '#shared/errors.ts';
import { readMailboxAccess } from '#shared/lib/mailbox-access.ts';
import type { ClientScope } from '#main/db/client-scope.ts';
import { acting } from '#main/platform/acting.ts';
import type { HeldId } from '#main/platform/held-id.ts';
import { newId } from '#main/platform/new-id.ts';
import { createMailboxLogins } from './mailbox-logins.ts';
import type { ServiceDependencies } from './service.ts';
import { createSiteLogins } from './site-logins.ts';
import type { SourceRow } from './store.ts';

type Settings = { folder: FolderSettings; site: SiteSettings; feed: FeedSettings; mailbox: MailboxSettings };

type Added = {
  clientId: string;
  chatbotIds: readonly string[];
  name?: string | undefined;
  schedule?: SourceSchedule | undefined;
  onVanished: OnVanished;
};

type FoldersAsked = {
  clientId: string;
  server: MailboxServer;
  login?: MailboxLogin | undefined;
  sourceId?: string | undefined;
};

/** What the service knows of sources that are there. */
type OfService = {
  rowOf(scope: ClientScope, id: string): SourceRow;
  one(scope: ClientScope, id: string): Source;
  announce(row: SourceRow): void;
  requireChatbots(scope: ClientScope, clientId: string, ids: readonly string[]): HeldId[];
  cancelLook(row: SourceRow): void;
};

/** Sources that are new, and others whose place or scope becomes another: their first look takes nothing. */
export function createAdding(dependencies: ServiceDependencies, ofService: OfService) {
  const { store, kinds, requesting, clients, secrets, mailboxFolders, clock, onChanged } = dependencies;
  const { rowOf, one, announce, requireChatbots, cancelLook } = ofService;
  const logins = createSiteLogins(secrets);
  const mailboxLogins = createMailboxLogins(secrets);
  const now = () => clock.now().toISOString();

  function kindOf(kind: SourceKindName) {
    const found = kinds.of(kind);
    if (found === null) throw new FoyerError('resource.not_found', `No kind of source named ${kind}`);
    return found;
  }

  /** Throws where the settings cannot be used here. @returns them as they are to be kept, and what they are called */
  async function checked<Kind extends SourceKindName>(
    kind: Kind,
    settings: Settings[Kind],
    sealed: string | null,
    name: string,
  ): Promise<{ name: string; settings: unknown }> {
    const { check } = kindOf(kind);
    if (check === undefined) return { name, settings };
    return await check(settings, sealed === null ? null : secrets.open(sealed));
  }

  async function add<Kind extends SourceKindName>(
    scope: ClientScope,
    kind: Kind,
    input: Added & { settings: Settings[Kind] },
    { sealedLogin = null, usualName = '' }: { sealedLogin?: string | null; usualName?: string } = {},
  ): Promise<Source> {
    const client = clients.get(scope, input.clientId);
    if (client.archivedAt !== null)
      throw new FoyerError('client.archived', `Client ${client.id} is archived`);
    const chatbotIds = requireChatbots(scope, client.id, input.chatbotIds);
    const { name, settings } = await checked(kind, input.settings, sealedLogin, usualName);
    const at = now();
    const row = store.insert(
      {
        id: newId(),
        clientId: client.id,
        kind,
        name: input.name ?? name,
        settings,
        sealedLogin,
        schedule: input.schedule ?? usualSchedules[kind],
        onVanished: input.onVanished,
        state: 'never',
        createdBy: acting().kind === 'user' || acting().kind === 'local' ? acting().id : null,
        createdAt: at,
        updatedAt: at,
      },
      chatbotIds,
    );
    requesting.request(row, { dry: true });
    return one(scope, row.id);
  }

  /** What it has now is shown first, as when it was added. */
  async function change<Kind extends SourceKindName>(
    scope: ClientScope,
    kind: Kind,
    { id, settings: wanted }: { id: string; settings: Settings[Kind] },
    loginOf: (before: SourceRow) => string | null = () => null,
  ): Promise<Source> {
    const before = rowOf(scope, id);
    if (before.kind !== kind) throw new FoyerError('resource.not_found', `No ${kind} ${id}`);
    const sealedLogin = loginOf(before);
    const { settings } = await checked(kind, wanted, sealedLogin, '');
    cancelLook(before);
    const fresh = { settings, sealedLogin, failure: null, failedAt: null, updatedAt: now() };
    store.update(before.id, fresh);
    const row = rowOf(scope, id);
    onChanged(row);
    requesting.request(row, { dry: true });
    announce(row);
    return one(scope, id);
  }

  return {
    addFolder: (scope: ClientScope, input: Added & { settings: FolderSettings }) =>
      add(scope, 'folder', input),

    addSite: (
      scope: ClientScope,
      { login, ...input }: Added & { settings: SiteSettings; login?: SiteLogin | undefined },
    ) =>
      add(scope, 'site', input, {
        sealedLogin: login === undefined ? null : logins.seal(input.settings, login),
        usualName: new URL(input.settings.start[0] ?? '').host,
      }),

    /** Nothing of a feed vanishes, so that nothing is asked of it. */
    addFeed: (scope: ClientScope, input: Omit<Added, 'onVanished'> & { settings: FeedSettings }) =>
      add(scope, 'feed', { ...input, onVanished: 'ask' }),

    addMailbox: (
      scope: ClientScope,
      { login, ...input }: Added & { settings: MailboxSettings; login: MailboxLogin },
    ) => add(scope, 'mailbox', input, { sealedLogin: mailboxLogins.seal(input.settings, login) }),

    /** Signs in with what is given, or with what is kept of a source for the same server. */
    async mailboxFolders(
      scope: ClientScope,
      { clientId, server, login, sourceId }: FoldersAsked,
    ): Promise<{ folders: MailboxFolder[] }> {
      clients.get(scope, clientId);
      const kept = sourceId === undefined ? null : rowOf(scope, sourceId).sealedLogin;
      const sealed = mailboxLogins.keptOr(server, login, kept);
      return { folders: await mailboxFolders(server, readMailboxAccess(secrets.open(sealed)).login) };
    },

    changeFolder: (scope: ClientScope, input: { id: string; settings: FolderSettings }) =>
      change(scope, 'folder', input),

    changeSite: (
      scope: ClientScope,
      { login, ...input }: { id: string; settings: SiteSettings; login?: SiteLogin | null | undefined },
    ) =>
      change(scope, 'site', input, ({ sealedLogin }) =>
        login === undefined
          ? logins.keptFor(input.settings, sealedLogin)
          : login && logins.seal(input.settings, login),
      ),

    changeFeed: (scope: ClientScope, input: { id: string; settings: FeedSettings }) =>
      change(scope, 'feed', input),

    changeMailbox: (
      scope: ClientScope,
      { login, ...input }: { id: string; settings: MailboxSettings; login?: MailboxLogin | undefined },
    ) =>
      change(scope, 'mailbox', input, ({ sealedLogin }) =>
        mailboxLogins.keptOr(input.settings, login, sealedLogin),
      ),
  };
}
