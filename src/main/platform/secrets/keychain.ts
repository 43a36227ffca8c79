/** Why a keychain is not used: it only pretends to protect, or it is not there or locked. */
export type KeychainFault = 'pretend' | 'unavailable';

/** The operating system's keychain, where there is one. */
export interface Keychain {
  /** What speaks against using it; null when it protects for real. */
  fault(): Promise<KeychainFault | null>;
  /** @returns printable text that only this person on this machine can unwrap. */
  wrap(plain: string): Promise<string>;
  /** Throws what the system throws when it does not know the text or is locked. */
  unwrap(wrapped: string): Promise<string>;
}
