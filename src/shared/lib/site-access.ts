import { z } from 'zod';
import { siteLogin, type SiteSettings } from '../contract/sources.ts';

const siteAccess = z.object({ origin: z.string(), login: siteLogin });

/** How to be let in to one host; sent to that origin alone. */
export type SiteAccess = z.infer<typeof siteAccess>;

/** The host that a login is for: the one where the first beginning is. */
export const loginOrigin = ({ start: [first] }: SiteSettings): string => new URL(first ?? '').origin;

export const writeSiteAccess = (access: SiteAccess): string => JSON.stringify(access);

export const readSiteAccess = (written: string): SiteAccess => siteAccess.parse(JSON.parse(written));
