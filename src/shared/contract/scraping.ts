import { z } from 'zod';
import { SOURCE_ADDRESS_MAX_LENGTH, SOURCE_NAME_MAX_LENGTH } from './limits.ts';
import { editors, route } from './route.ts';
import { siteSettings, source, sourceSchedule, usualSite } from './sources.ts';
import { empty, id, pageOf, pageQuery } from './vocabulary.ts';

/*
 * Sites by their address alone, for programs that know no more of them: the same sources as under `/sources`, with the
 * settings that are usual.
 */

const tag = 'Sites';
const readers = [...editors, 'key:read'] as const;
const changers = [...editors, 'key:write'] as const;

const { clientId, chatbotIds, name, schedule, condition, paused } = source.options[0].shape;
const { failure, documents, asks, lastLookAt, nextLookAt, live, createdAt } = source.options[0].shape;
const address = z.url({ protocol: /^https?$/ }).max(SOURCE_ADDRESS_MAX_LENGTH);

/** Where a site begins: the first of its addresses. */
export const scrapedUrl = z.object({
  id,
  url: address,
  clientId,
  chatbotIds,
  name,
  schedule,
  paused,
  createdAt,
});
export type ScrapedUrl = z.infer<typeof scrapedUrl>;

export const scrapingStatus = z.object({
  id,
  url: address,
  condition,
  failure,
  documents,
  asks,
  lastLookAt,
  nextLookAt,
  live,
});
export type ScrapingStatus = z.infer<typeof scrapingStatus>;

const sites = pageQuery.extend({ clientId: id.optional() }).strict();

export const scraping = {
  urls: route({
    access: readers,
    method: 'GET',
    path: '/scraping/urls',
    summary: 'Addresses of the sites that are read, the newest first',
    tag,
  })
    .input(sites)
    .output(pageOf(scrapedUrl)),

  addUrl: route({
    access: changers,
    method: 'POST',
    path: '/scraping/urls',
    summary: 'Read the site at an address; its first look takes nothing and waits for a yes',
    description:
      'What it found is under `/sources/{id}/difference`, the yes is `POST /sources/{id}/approve`. Everything else of a ' +
      'site (patterns, logins, what becomes of pages that are gone) is set under `/sources`.',
    tag,
    successStatus: 201,
  })
    .input(
      z
        .object({
          clientId: id,
          url: address,
          /** Chatbots of that client that are given what it has. */
          chatbotIds: z.array(id).max(200).default([]),
          /** Left out: the host of the address. */
          name: z.string().trim().min(1).max(SOURCE_NAME_MAX_LENGTH).optional(),
          schedule: sourceSchedule.optional(),
          depth: siteSettings.shape.depth.default(usualSite.depth),
          pages: siteSettings.shape.pages.default(usualSite.pages),
          /** The site may be on the local network or on this machine. */
          local: z.boolean().default(usualSite.local),
        })
        .strict(),
    )
    .output(scrapedUrl),

  removeUrl: route({
    access: changers,
    method: 'DELETE',
    path: '/scraping/urls/{id}',
    summary: 'Read a site no more; its documents stay as ordinary ones, or go with it',
    tag,
  })
    .input(z.object({ id, documents: z.enum(['keep', 'remove']).default('keep') }).strict())
    .output(empty),

  trigger: route({
    access: changers,
    method: 'POST',
    path: '/scraping/trigger',
    summary: 'Look now at one site, or at every site that is not paused; `dry` takes nothing and asks first',
    tag,
  })
    .input(z.object({ id: id.optional(), clientId: id.optional(), dry: z.boolean().default(false) }).strict())
    .output(z.object({ started: z.array(scrapingStatus) })),

  status: route({
    access: readers,
    method: 'GET',
    path: '/scraping/status',
    summary: 'How each site is: fresh, late, failing, waiting for a yes, or how far its look is',
    tag,
  })
    .input(sites)
    .output(pageOf(scrapingStatus)),
};
