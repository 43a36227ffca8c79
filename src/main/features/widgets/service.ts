import { createHash, randomBytes } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { Readable } from 'node:stream';
import { fileTypeFromBuffer } from 'file-type';
import type { Chatbot } from '#shared/contract/chatbots.ts';
import { type WidgetPlacement } from '#shared/contract/widgets.ts';
import { LOGO_MEDIA_TYPES, type Widget, type WidgetUpdate } from '#shared/contract/widget-settings.ts';
import { LOGO_MAX_BYTES } from '#shared/contract/limits.ts';
import type { StoredFile, WrittenFile } from '#shared/contract/files.ts';
import type { Language } from '#shared/contract/vocabulary.ts';
import { FoyerError } from '#shared/errors.ts';
import { legibleOn } from '#shared/lib/colours.ts';
import type { ClientScope } from '#main/db/client-scope.ts';
import type { Held } from '#main/db/held.ts';
import type { Journal } from '#main/features/audit/index.ts';
import type { ChatbotService } from '#main/features/chatbots/index.ts';
import type { Changes } from '#main/platform/changes.ts';
import type { Clock } from '#main/platform/clock.ts';
import { contentKey, createContentLocks, sweepContents } from '#main/platform/content-locks.ts';
import type { ContentStore, StagedContent } from '#main/platform/content-store.ts';
import { defaultAppearance, defaultBehaviour, defaultLimits } from './defaults.ts';
import { frameOf, snippetOf } from './snippet.ts';
import type { WidgetRow, WidgetStore } from './store.ts';
import { visitorsTable } from './visitors-table.ts';
import { makeWordpressPlugin } from './wordpress/plugin-archive.ts';

const logoTypes: ReadonlySet<string> = new Set(LOGO_MEDIA_TYPES);

const PUBLIC_ID_BYTES = 15; // 20 characters: not guessed, short enough for a snippet

type Logo = { path: string; bytes: Buffer; mediaType: string; ending: string };

/** Under which addresses visitors reach this machine now. */
export type Reachable = {
  listening: boolean;
  addresses: Pick<WidgetPlacement, 'baseUrl' | 'kind' | 'interface'>[];
  /** Hash of the widget's script as served now; null when it has not been built. */
  integrity: string | null;
  /** Certificates come from an authority of this Foyer, which devices have to trust first. */
  ownAuthority: boolean;
};

type Dependencies = {
  store: WidgetStore;
  chatbots: ChatbotService;
  logos: ContentStore;
  reachable: () => Reachable;
  /** Languages the installation's owner wrote words for. */
  languages: () => Promise<{ code: string; readable: boolean }[]>;
  journal: Journal;
  changes: Changes;
  clock: Clock;
};

type Page = { limit: number; cursor?: string | undefined };
type SnippetWishes = {
  inline?: boolean | undefined;
  nonce?: boolean | undefined;
  pinned?: boolean | undefined;
};

export type WidgetService = ReturnType<typeof createWidgetService>;

/** A chatbot's widget as its owner sees and sets it. */
export function createWidgetService(dependencies: Dependencies) {
  const { store, chatbots, logos, reachable, languages, journal, changes, clock } = dependencies;
  const now = () => clock.now().toISOString();
  const locks = createContentLocks();

  /** The row of a chatbot within reach, made on the first look. Throws `resource.not_found`. */
  function rowOf(scope: ClientScope, id: string): { row: WidgetRow; bot: Held<Chatbot> } {
    const bot = chatbots.get(scope, id);
    const known = store.get(scope, id);
    if (known) return { row: known, bot };
    const at = now();
    store.insert({
      chatbotId: bot.id,
      clientId: bot.clientId,
      publicId: randomBytes(PUBLIC_ID_BYTES).toString('base64url'),
      enabled: false,
      tokenEpoch: 1,
      allowedDomains: [],
      logoHash: null,
      appearance: defaultAppearance,
      behaviour: defaultBehaviour,
      limits: defaultLimits,
      createdAt: at,
      updatedAt: at,
    });
    const made = store.get(scope, id);
    if (!made) throw new FoyerError('resource.not_found', `No chatbot ${id}`);
    return { row: made, bot };
  }

  function change(scope: ClientScope, { row }: { row: WidgetRow }, given: Partial<WidgetRow>): void {
    store.update(scope, row.chatbotId, { ...given, updatedAt: now() });
    changes.publish({ topic: 'chatbots', clientId: row.clientId, id: row.chatbotId });
  }

  const get = (scope: ClientScope, id: string): Widget => {
    const { row, bot } = rowOf(scope, id);
    return asWidget(row, bot);
  };

  /** A logo by the SHA-256 of its bytes, as long as a widget has it. */
  async function logo(hash: string): Promise<Logo | null> {
    const [clientId] = store.logoOwners(hash);
    if (clientId === undefined || !(await logos.has(clientId, hash))) return null;
    const path = logos.pathOf(clientId, hash);
    const bytes = await readFile(path);
    if (createHash('sha256').update(bytes).digest('hex') !== hash) return null; // not what was given
    const type = await fileTypeFromBuffer(bytes);
    if (type === undefined || !logoTypes.has(type.mime)) return null;
    return { path, bytes, mediaType: type.mime, ending: type.ext };
  }

  const isLogoUsed = (clientId: string, hash: string) => store.logoOwners(hash).includes(clientId);

  /** Throws `resource.not_found` when the chatbot was deleted while its logo was on its way. */
  async function putLogo(scope: ClientScope, id: string, staged: StagedContent): Promise<void> {
    try {
      rowOf(scope, id);
      await staged.keep();
      change(scope, rowOf(scope, id), { logoHash: staged.hash });
    } catch (error) {
      const { clientId, hash } = staged;
      if (!isLogoUsed(clientId, hash)) await logos.remove(clientId, hash);
      throw error;
    } finally {
      await staged.discard();
    }
  }

  async function removeUnusedLogo(clientId: string, hash: string): Promise<void> {
    await locks(contentKey(clientId, hash), async () => {
      if (!isLogoUsed(clientId, hash)) await logos.remove(clientId, hash);
    });
  }

  return {
    get,

    /** Removes the logos of widgets that are gone. */
    sweepLogos: () => sweepContents({ files: logos, locks, isUsed: isLogoUsed }),

    update(scope: ClientScope, { id, ...input }: WidgetUpdate): Widget {
      const found = rowOf(scope, id);
      const { row } = found;
      checkHours(input.behaviour?.officeHours ?? null);
      change(scope, found, {
        ...(input.enabled === undefined ? {} : { enabled: input.enabled }),
        ...(input.allowedDomains === undefined ? {} : { allowedDomains: [...new Set(input.allowedDomains)] }),
        appearance: { ...defaultAppearance, ...row.appearance, ...given(input.appearance) },
        behaviour: { ...defaultBehaviour, ...row.behaviour, ...given(input.behaviour) },
        limits: { ...defaultLimits, ...row.limits, ...given(input.limits) },
      });
      return get(scope, id);
    },

    /** Throws `widget.logo_unsupported` for what is no image browsers show. */
    async setLogo(scope: ClientScope, id: string, bytes: Buffer): Promise<Widget> {
      const { clientId, logoHash: former } = rowOf(scope, id).row;
      const type = await fileTypeFromBuffer(bytes);
      if (type === undefined || !logoTypes.has(type.mime))
        throw new FoyerError('widget.logo_unsupported', 'A logo is a PNG, JPEG, WebP or GIF image');
      const staged = await logos.stage(clientId, Readable.from([bytes]), LOGO_MAX_BYTES);
      await locks(contentKey(clientId, staged.hash), () => putLogo(scope, id, staged));
      if (former !== null) await removeUnusedLogo(clientId, former);
      return get(scope, id);
    },

    async removeLogo(scope: ClientScope, id: string): Promise<Widget> {
      const found = rowOf(scope, id);
      const { clientId, logoHash: former } = found.row;
      change(scope, found, { logoHash: null });
      if (former !== null) await removeUnusedLogo(clientId, former);
      return get(scope, id);
    },

    /** Throws `resource.not_found` when there is none. */
    async logoOf(scope: ClientScope, id: string): Promise<StoredFile> {
      const { logoHash } = rowOf(scope, id).row;
      const found = logoHash === null ? null : await logo(logoHash);
      if (found === null) throw new FoyerError('resource.not_found', 'The widget has no logo');
      const { path, bytes, mediaType, ending } = found;
      return { path, mediaType, fileName: `logo.${ending}`, size: bytes.length };
    },

    languages,

    revokeVisitors(scope: ClientScope, id: string): void {
      rowOf(scope, id);
      store.revokeVisitors(scope, id);
    },

    snippet(scope: ClientScope, id: string, { inline, nonce, pinned }: SnippetWishes = {}) {
      const { row, bot } = rowOf(scope, id);
      const widget = asWidget(row, bot);
      const { listening, addresses, integrity } = reachable();
      const form = { inline: inline === true, nonce: nonce === true, integrity: pinned ? integrity : null };
      return {
        listening,
        integrity,
        placements: addresses.map((address): WidgetPlacement => {
          const pageUrl = widget.behaviour.fullPage ? `${address.baseUrl}/chat/${widget.publicId}` : null;
          return {
            ...address,
            snippet: snippetOf(widget.publicId, address.baseUrl, form),
            pageUrl,
            frame: pageUrl === null ? null : frameOf(widget.appearance.title ?? bot.name, pageUrl),
            checkUrl: `${address.baseUrl}/check/${widget.publicId}`,
          };
        }),
      };
    },

    /** The widget with its chatbot, made on the first look. Throws `resource.not_found`. */
    find: rowOf,

    /** @param baseUrl the server as the site's visitors reach it, e.g. `http://foyer.local:4281` */
    async wordpressPlugin(scope: ClientScope, id: string, baseUrl: string) {
      const { row, bot } = rowOf(scope, id);
      return await makeWordpressPlugin({
        title: row.appearance.title ?? bot.name,
        server: baseUrl,
        widgetId: row.publicId,
      });
    },

    logo,

    leads(scope: ClientScope, id: string, page: Page) {
      chatbots.get(scope, id);
      return store.leads(scope, id, { limit: page.limit, cursor: page.cursor });
    },

    /** Throws `resource.not_found` for one that is not there, or not of this chatbot. */
    removeLead(scope: ClientScope, id: string, leadId: string): void {
      const bot = chatbots.get(scope, id);
      if (!store.removeLead(scope, id, leadId))
        throw new FoyerError('resource.not_found', `No lead ${leadId}`);
      changes.publish({ topic: 'contacts', clientId: bot.clientId, id: null });
    },

    exportVisitors(
      scope: ClientScope,
      id: string,
      { list, language }: { list: 'leads' | 'feedback'; language: Language },
    ): WrittenFile {
      const bot = chatbots.get(scope, id);
      journal.record({
        action: 'leads.exported',
        targetId: bot.id,
        targetLabel: bot.name,
        clientId: bot.clientId,
        after: { list },
      });
      return visitorsTable({
        list,
        language,
        botName: bot.name,
        day: now().slice(0, 10),
        leads: page => store.leads(scope, id, page),
        feedback: page => store.feedback(scope, id, page),
      });
    },

    feedback(scope: ClientScope, id: string, page: Page) {
      chatbots.get(scope, id);
      return store.feedback(scope, id, { limit: page.limit, cursor: page.cursor });
    },
  };
}

/** The colour that counts: the widget's, or its bot's. */
function colorOf(row: WidgetRow, bot: { color: string }): string {
  return (row.appearance.color ?? bot.color).toLowerCase();
}

function asWidget(row: WidgetRow, bot: { color: string }): Widget {
  const { tokenEpoch: _epoch, clientId: _client, logoHash, ...rest } = row;
  return {
    ...rest,
    // Settings that later versions added stand at their defaults in older rows.
    appearance: {
      ...defaultAppearance,
      ...row.appearance,
      textColor: legibleOn(colorOf(row, bot)),
      logo: logoHash,
    },
    behaviour: { ...defaultBehaviour, ...row.behaviour },
    limits: { ...defaultLimits, ...row.limits },
  };
}

function checkHours(hours: Widget['behaviour']['officeHours']): void {
  for (const [day, [from, to]] of Object.entries(hours?.days ?? {})) {
    if (from >= to) {
      throw new FoyerError('request.invalid', `officeHours.${day}: ends before it begins`, {
        details: { field: `behaviour.officeHours.days.${day}` },
      });
    }
  }
}

/** Without the fields that were left out: they stay as they are. */
function given<T extends object>(input: T | undefined): { [K in keyof T]?: Exclude<T[K], undefined> } {
  return Object.fromEntries(Object.entries(input ?? {}).filter(([, value]) => value !== undefined)) as {
    [K in keyof T]?: Exclude<T[K], undefined>;
  };
}
