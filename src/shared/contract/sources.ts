import { z } from 'zod';

const address = z.url({ protocol: /^https?$/ }).max(2_000);
/** `*` stands for anything within a part of a path, `**` for anything; no letter has a special meaning. */
const pattern = z.string().trim().min(1).max(300);

/** A folder of the machine that Foyer runs on. */
export const folderSettings = z
  .object({
    path: z.string().min(1).max(4_000),
    ignore: z.array(pattern).max(50),
    subfolders: z.boolean(),
  })
  .strict();
export type FolderSettings = z.infer<typeof folderSettings>;

/** A site: where to begin, and how far to go. */
export const siteSettings = z
  .object({
    start: z.array(address).min(1).max(20),
    /** Addresses that `sitemap.xml` and robots.txt name are looked at too. */
    sitemap: z.boolean(),
    /** Paths to stay within, as patterns; none: those of the host of a beginning, below its path. */
    include: z.array(pattern).max(50),
    exclude: z.array(pattern).max(50),
    /** Links to follow from a beginning. */
    depth: z.number().int().min(0).max(20),
    pages: z.number().int().min(1).max(20_000),
    /** Between two requests to a host, in milliseconds; robots.txt may ask for more. */
    delayMs: z.number().int().min(0).max(60_000),
    /** Linked files (PDF, office, …) of the same host are read too. */
    files: z.boolean(),
    /** Pages that say nothing until their programs have run are opened in a browser, where one is installed. */
    browser: z.boolean(),
    /** The site may be on the local network or on this machine. */
    local: z.boolean(),
  })
  .strict();
export type SiteSettings = z.infer<typeof siteSettings>;
