import { FoyerError, isFoyerError, type ErrorCode } from '#shared/errors.ts';
import { withoutSecrets, withoutSignIn } from '#main/platform/redaction.ts';
import { networkErrorCode } from '#main/platform/outbound/index.ts';

/** What nodemailer adds to the errors it gives. */
type SmtpFailure = Error & {
  code?: string;
  /** The system's or OpenSSL's code, where nodemailer's own replaced it. */
  originalCode?: string;
  command?: string;
  response?: string;
  responseCode?: number;
};

const REPLY_SHOWN = 300; // characters; servers put a sentence there, and some a page

/** OpenSSL's and Node's words for a certificate that does not hold. */
const CERTIFICATE_CODES = new Set([
  'DEPTH_ZERO_SELF_SIGNED_CERT',
  'SELF_SIGNED_CERT_IN_CHAIN',
  'UNABLE_TO_GET_ISSUER_CERT',
  'UNABLE_TO_GET_ISSUER_CERT_LOCALLY',
  'UNABLE_TO_VERIFY_LEAF_SIGNATURE',
  'CERT_HAS_EXPIRED',
  'CERT_NOT_YET_VALID',
  'CERT_UNTRUSTED',
  'CERT_REJECTED',
  'CERT_REVOKED',
  'CERT_CHAIN_TOO_LONG',
  'CERT_SIGNATURE_FAILURE',
  'INVALID_CA',
  'INVALID_PURPOSE',
  'HOSTNAME_MISMATCH',
  'ERR_TLS_CERT_ALTNAME_INVALID',
]);

const UNREACHABLE_CODES = new Set([
  'ENOTFOUND',
  'EAI_AGAIN',
  'ECONNREFUSED',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'EHOSTDOWN',
  'EADDRNOTAVAIL',
  'EDNS',
]);

/** Limits are told in words, under codes that differ from one server to the next. */
const LIMIT_WORDS =
  /too many|too fast|rate.?limit|throttl|(daily|hourly|sending|message|user).{0,24}(limit|quota)|limit (was )?exceeded|quota exceeded/i;
const RELAY_WORDS = /relay|authenticat|not logged in|log ?in first|auth(orization)? required/i;
const SENDER_WORDS = /sender|mail from|from address|not owned by/i;

/**
 * A failure to send as one of our codes. `secrets` never reach the message, should the server repeat them.
 * Errors of ours stay what they are, `outbound.blocked` by the "no outbound" switch aside.
 */
export function asMailError(error: unknown, secrets: readonly string[]): FoyerError {
  if (isFoyerError(error)) {
    const offline = error.code === 'outbound.blocked' && error.details['reason'] === 'offline';
    return offline ? new FoyerError('mail.offline', error.message, { details: error.details }) : error;
  }
  const failure: SmtpFailure = error instanceof Error ? error : new Error(String(error));
  const said = onOneLine(failure.response ?? failure.message);
  // Some servers repeat what they were sent, or parts of it.
  const isSignIn = failure.code === 'EAUTH' || failure.command?.startsWith('AUTH') === true;
  const reply = shortened(isSignIn ? withoutSignIn(said, secrets) : withoutSecrets(said, secrets));
  const about = failure.command === undefined ? '' : `${readable(failure.command, secrets)}: `;
  // No cause: nodemailer's errors hold whole replies, and the log writes causes down.
  return new FoyerError(codeOf(failure), about + reply, {
    details: { reply, smtpStatus: failure.responseCode ?? null },
  });
}

function codeOf(failure: SmtpFailure): ErrorCode {
  const system = failure.originalCode ?? networkErrorCode(failure) ?? '';
  if (CERTIFICATE_CODES.has(system)) return 'mail.certificate_refused';
  if (failure.code === 'ETLS' || system === 'EPROTO' || system.startsWith('ERR_SSL_'))
    return 'mail.encryption_failed';
  if (failure.responseCode !== undefined) return codeOfReply(failure, failure.responseCode);
  if (failure.code === 'EAUTH') return 'mail.sign_in_refused';
  if (UNREACHABLE_CODES.has(system)) return 'mail.unreachable';
  // Before a connection there is nobody to be silent.
  if (system === 'ETIMEDOUT') return failure.command === undefined ? 'mail.unreachable' : 'mail.no_answer';
  if (failure.code === 'EPROTOCOL') return 'mail.bad_response';
  if (failure.code === 'EENVELOPE') return 'mail.recipient_refused';
  return 'mail.interrupted';
}

/** Which step was refused, and whether for good (RFC 5321, 4.2.1: 4yz passes, 5yz does not). */
function codeOfReply(failure: SmtpFailure, status: number): ErrorCode {
  const { command = '', response = '' } = failure;
  if (LIMIT_WORDS.test(response)) return 'mail.rate_limited';
  if (status < 500) return status >= 400 ? 'mail.try_later' : 'mail.bad_response';
  if (failure.code === 'EAUTH') return 'mail.sign_in_refused';
  if (status === 530)
    return /starttls|tls/i.test(response) ? 'mail.encryption_failed' : 'mail.sign_in_refused';
  if (command === 'MAIL FROM')
    return RELAY_WORDS.test(response) ? 'mail.sign_in_refused' : 'mail.sender_refused';
  if (command === 'RCPT TO') {
    // Many servers judge the sender and the sign-in only here.
    if (SENDER_WORDS.test(response)) return 'mail.sender_refused';
    return RELAY_WORDS.test(response) ? 'mail.sign_in_refused' : 'mail.recipient_refused';
  }
  return 'mail.refused';
}

/** What a server said, on one line, cut, without control characters and without what must stay secret. */
export function readable(reply: string, secrets: readonly string[]): string {
  return shortened(withoutSecrets(onOneLine(reply), secrets));
}

function onOneLine(reply: string): string {
  return reply.replaceAll(/[\p{Cc}\s]+/gu, ' ').trim();
}

function shortened(text: string): string {
  return text.length > REPLY_SHOWN ? `${text.slice(0, REPLY_SHOWN)}…` : text;
}
