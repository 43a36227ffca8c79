import { fingerprintOf } from '#main/features/access/idempotency.ts';

/** What a yes is bound to (SHA-256): whatever the order of the fields, the same content has the same one. */
export function hashOf(kind: string, version: number, content: unknown): string {
  return fingerprintOf(kind, version, content);
}
