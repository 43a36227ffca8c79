import { FoyerError } from '#shared/errors.ts';

const RETRY_AFTER_SECONDS = 10; // about what a document takes to arrive on an office's line

/** What one request has brought of its files, until it ends. */
export type Staged = {
  /** Counts bytes as they come. Throws `upload.busy` when its sender, or all together, have too many under way. */
  add(bytes: number): void;
  /** The request is over, however it ended: its bytes are where they belong, or gone. */
  close(): void;
};

export type Staging = { open(sender: string): Staged };

/** Counts what is under way of files, so that nobody fills the disk with what is not kept yet. */
export function createStaging({ perSender, inAll }: { perSender: number; inAll: number }): Staging {
  const bySender = new Map<string, number>();
  let total = 0;

  function count(sender: string, bytes: number): void {
    const next = (bySender.get(sender) ?? 0) + bytes;
    if (next <= 0) bySender.delete(sender);
    else bySender.set(sender, next);
    total += bytes;
  }

  return {
    open(sender) {
      let own = 0;
      let isOpen = true;
      return {
        add(bytes) {
          if (!isOpen) throw new FoyerError('internal.unexpected', 'Bytes of a request that is over');
          if ((bySender.get(sender) ?? 0) + bytes > perSender || total + bytes > inAll) {
            throw new FoyerError('upload.busy', 'Too many bytes of files are under way', {
              details: { retryAfterSeconds: RETRY_AFTER_SECONDS },
            });
          }
          own += bytes;
          count(sender, bytes);
        },
        close() {
          if (!isOpen) return;
          isOpen = false;
          count(sender, -own);
        },
      };
    },
  };
}
