import type { RequestContext } from '#main/features/access/principal.ts';

/** What happens around signing in that no route call tells by itself. */
export type SecurityEvent = {
  action:
    | 'auth.signed_in'
    | 'auth.sign_in_failed'
    | 'auth.second_factor_failed'
    | 'auth.locked_out'
    | 'auth.recovery_code_used'
    | 'auth.token_reused';
  /** Whose account, when it exists. */
  userId: string | null;
  /** The account that was tried, as far as it may be written down. */
  account?: string;
  remote: RequestContext['remote'];
  /** The session, or what was locked out. */
  target?: string;
};

export type ReportSecurityEvent = (event: SecurityEvent) => void;

/** Enough of an address to know one's own: people type other things into that field, too. */
export function partOfAddress(email: string): string {
  return email.replace(/^(.).*(?=@)/, '$1•••');
}
