import { z } from 'zod';
import { siteLogin } from '../contract/sources.ts';

const siteAccess = z.object({ origin: z.string(), login: siteLogin });

/** How to be let in to one host; sent to that origin alone. */
export type SiteAccess = z.infer<typeof siteAccess>;

export const writeSiteAccess = (access: SiteAccess): string => JSON.stringify(access);

export const readSiteAccess = (written: string): SiteAccess => siteAccess.parse(JSON.parse(written));
