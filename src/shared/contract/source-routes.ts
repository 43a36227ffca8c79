import { z } from 'zod';
import { SEARCH_MAX_LENGTH, SOURCE_NAME_MAX_LENGTH } from './limits.ts';
import { editors, route } from './route.ts';
import { mailboxFolder, mailboxLogin, mailboxServer, mailboxSettings } from './mailboxes.ts';
import {
  feedSettings,
  folderSettings,
  itemReason,
  itemState,
  onVanished,
  siteLogin,
  siteSettings,
  source,
  sourceItem,
  sourceKind,
  sourceLook,
  sourceSchedule,
} from './sources.ts';
import { empty, id, pageOf, pageQuery } from './vocabulary.ts';

const tag = 'Sources';
const readers = [...editors, 'key:read'] as const;
const changers = [...editors, 'key:write'] as const;
const one = z.object({ id }).strict();
const name = z.string().trim().min(1).max(SOURCE_NAME_MAX_LENGTH);
const chatbotIds = z.array(id).max(200);
const added = z.object({
  clientId: id,
  /** Chatbots of that client that are given what it has. */
  chatbotIds,
  /** Left out: after the folder, the site, the feed or the mailbox. */
  name: name.optional(),
  schedule: sourceSchedule.optional(),
  onVanished: onVanished.default('ask'),
});
const chosenItems = z
  .object({
    id,
    /** Left out: all that wait. */
    itemIds: z.array(id).min(1).max(1_000).optional(),
  })
  .strict();
const decided = z.object({ decided: z.number().int() });

export const sources = {
  list: route({
    access: readers,
    method: 'GET',
    path: '/sources',
    summary: 'Folders, sites, feeds and mailboxes that keep the knowledge fresh, the newest first',
    tag,
  })
    .input(pageQuery.extend({ clientId: id.optional(), kind: sourceKind.optional() }).strict())
    .output(
      pageOf(source).extend({
        /** What can be added here. */
        kinds: z.array(sourceKind),
      }),
    ),

  get: route({ access: readers, method: 'GET', path: '/sources/{id}', summary: 'One source', tag })
    .input(one)
    .output(source),

  addFolder: route({
    access: ['local'],
    method: 'POST',
    path: '/sources/folders',
    summary: 'Watch a folder of this machine; its first look takes nothing and waits for a yes',
    tag,
    successStatus: 201,
  })
    .input(added.extend({ settings: folderSettings }).strict())
    .output(source),

  addSite: route({
    access: changers,
    method: 'POST',
    path: '/sources/sites',
    summary: 'Read a site; its first look takes nothing and waits for a yes',
    tag,
    successStatus: 201,
  })
    .input(added.extend({ settings: siteSettings, login: siteLogin.optional() }).strict())
    .output(source),

  addFeed: route({
    access: changers,
    method: 'POST',
    path: '/sources/feeds',
    summary: 'Follow a feed (RSS, Atom, JSON Feed); its first look takes nothing and waits for a yes',
    tag,
    successStatus: 201,
  })
    .input(added.omit({ onVanished: true }).extend({ settings: feedSettings }).strict())
    .output(source),

  addMailbox: route({
    access: changers,
    method: 'POST',
    path: '/sources/mailboxes',
    summary: 'Read a folder of a mailbox by IMAP; its first look takes nothing and waits for a yes',
    tag,
    successStatus: 201,
  })
    .input(added.extend({ settings: mailboxSettings, login: mailboxLogin }).strict())
    .output(source),

  mailboxFolders: route({
    access: changers,
    method: 'POST',
    path: '/sources/mailboxes/folders',
    summary: 'Sign in to a mail server and name the folders that are there; nothing is kept',
    tag,
    needs: 'nothing',
  })
    .input(
      z
        .object({
          clientId: id,
          server: mailboxServer,
          /** Left out: the one that is kept with `sourceId`, for the same server. */
          login: mailboxLogin.optional(),
          sourceId: id.optional(),
        })
        .strict(),
    )
    .output(z.object({ folders: z.array(mailboxFolder) })),

  update: route({
    access: changers,
    method: 'PATCH',
    path: '/sources/{id}',
    summary: 'Change its name, chatbots, schedule, or what becomes of what is gone',
    tag,
  })
    .input(
      one
        .extend({
          name: name.optional(),
          chatbotIds: chatbotIds.optional(),
          schedule: sourceSchedule.optional(),
          onVanished: onVanished.optional(),
        })
        .strict(),
    )
    .output(source),

  changeFolder: route({
    access: ['local'],
    method: 'PUT',
    path: '/sources/{id}/folder',
    summary: 'Change which folder it is, and what of it is left out',
    tag,
  })
    .input(one.extend({ settings: folderSettings }).strict())
    .output(source),

  changeSite: route({
    access: changers,
    method: 'PUT',
    path: '/sources/{id}/site',
    summary: 'Change where a site begins, and how far it is followed',
    tag,
  })
    .input(
      one
        .extend({
          settings: siteSettings,
          /** Left out: the one that is kept stays, while the host is the same. Null: it is forgotten. */
          login: siteLogin.nullable().optional(),
        })
        .strict(),
    )
    .output(source),

  changeFeed: route({
    access: changers,
    method: 'PUT',
    path: '/sources/{id}/feed',
    summary: 'Change which feed it is, and what of its entries is read',
    tag,
  })
    .input(one.extend({ settings: feedSettings }).strict())
    .output(source),

  changeMailbox: route({
    access: changers,
    method: 'PUT',
    path: '/sources/{id}/mailbox',
    summary: 'Change the server, the folder, and which of its messages are read',
    tag,
  })
    .input(
      one
        .extend({
          settings: mailboxSettings,
          /** Left out: the one that is kept stays, while the server and its encryption are the same. */
          login: mailboxLogin.optional(),
        })
        .strict(),
    )
    .output(source),

  remove: route({
    access: changers,
    method: 'DELETE',
    path: '/sources/{id}',
    summary: 'Remove a source; its documents stay as ordinary ones, or go with it',
    tag,
  })
    .input(one.extend({ documents: z.enum(['keep', 'remove']).default('keep') }).strict())
    .output(empty),

  look: route({
    access: changers,
    method: 'POST',
    path: '/sources/{id}/looks',
    summary: 'Look at it now; `dry` takes nothing and asks first',
    tag,
  })
    .input(one.extend({ dry: z.boolean().default(false) }).strict())
    .output(source),

  cancel: route({
    access: changers,
    method: 'POST',
    path: '/sources/{id}/cancel',
    summary: 'End the look that is under way; what it took stays',
    tag,
    needs: 'writing',
  })
    .input(one)
    .output(source),

  pause: route({
    access: changers,
    method: 'POST',
    path: '/sources/{id}/pause',
    summary: 'Look at it no more until it is resumed; a look that is under way goes on then',
    tag,
    needs: 'writing',
  })
    .input(one)
    .output(source),

  resume: route({
    access: changers,
    method: 'POST',
    path: '/sources/{id}/resume',
    summary: 'Go on with a source that was paused',
    tag,
  })
    .input(one)
    .output(source),

  difference: route({
    access: readers,
    method: 'GET',
    path: '/sources/{id}/difference',
    summary: 'What waits for a yes: new, changed and gone; and what is left out, with why',
    tag,
  })
    .input(pageQuery.extend({ id }).strict())
    .output(
      pageOf(sourceItem).extend({
        totals: z.object({
          new: z.number().int(),
          changed: z.number().int(),
          vanished: z.number().int(),
          skipped: z.array(z.object({ reason: itemReason, count: z.number().int() })),
        }),
      }),
    ),

  approve: route({
    access: changers,
    method: 'POST',
    path: '/sources/{id}/approve',
    summary: 'Say yes: take what is new or changed, set aside what is gone',
    tag,
  })
    .input(chosenItems)
    .output(decided),

  dismiss: route({
    access: changers,
    method: 'POST',
    path: '/sources/{id}/dismiss',
    summary: 'Say no: leave out what is new, keep what is there as it is',
    tag,
  })
    .input(chosenItems)
    .output(decided),

  items: route({
    access: readers,
    method: 'GET',
    path: '/sources/{id}/items',
    summary: 'What a source has, and what became of each',
    tag,
  })
    .input(
      pageQuery
        .extend({
          id,
          state: itemState.optional(),
          q: z.string().trim().max(SEARCH_MAX_LENGTH).optional(),
        })
        .strict(),
    )
    .output(pageOf(sourceItem)),

  looks: route({
    access: readers,
    method: 'GET',
    path: '/sources/{id}/looks',
    summary: 'When it was looked at, and what was found, the latest first',
    tag,
  })
    .input(pageQuery.extend({ id }).strict())
    .output(pageOf(sourceLook)),
};
