/**
 * Keeps keys and passwords unreadable at rest. Sealed texts are opaque, printable and carry their own version and
 * the name of the key they are under, so that keys can be renewed and kept in another place.
 */
export interface Secrets {
  seal(plain: string): string;
  /** Throws FoyerError `secrets.unreadable` for what this installation did not seal, or what was altered. */
  open(sealed: string): string;
}
