/**
 * Keeps keys and passwords unreadable at rest. Sealed texts are opaque, printable and carry their own version, so
 * that another adapter (the desktop keychain) can take over from the file one.
 */
export interface Secrets {
  seal(plain: string): string;
  /** Throws FoyerError `secrets.unreadable` for what this installation did not seal, or what was altered. */
  open(sealed: string): string;
}
