import { randomBytes } from 'node:crypto';

/** 16 random bytes in base64, for the styles and scripts of one answer. */
export function createNonce(): string {
  return randomBytes(16).toString('base64');
}
