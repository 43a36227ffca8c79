import type { Readable } from 'node:stream';

/** A file on its way in. `content` opens it; it is called once. */
export type IncomingContent = {
  fileName: string;
  /** Where it came from, for messages: a path on this machine. */
  source?: string;
  content: () => Readable;
};
