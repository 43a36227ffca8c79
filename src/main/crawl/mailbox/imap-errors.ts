import { ImapFlowErrorCode } from 'imapflow';
import { FoyerError, isFoyerError, type ErrorCode } from '#shared/errors.ts';

/** What imapflow adds to the errors it gives. */
type ImapFailure = Error & {
  code?: string;
  authenticationFailed?: boolean;
  tlsFailed?: boolean;
  serverResponseCode?: string;
  responseStatus?: string;
};

/** Something is refused for now: the login may be right, the folder there. */
const FOR_NOW = new Set(['UNAVAILABLE', 'INUSE', 'LIMIT', 'SERVERBUG']);
const OF_CLIENT: ReadonlySet<string> = new Set(Object.values(ImapFlowErrorCode));
const OF_ENCRYPTION = /^(?:EPROTO|ERR_SSL_.*|ERR_TLS_.*|UPGRADE_TIMEOUT|STARTTLS_INJECTION)$/u;

const OF_NETWORK =
  /^(?:ECONN(?:REFUSED|RESET|ABORTED)|ETIMEDOUT|EPIPE|ENOTFOUND|EAI_AGAIN|EHOSTUNREACH|EHOSTDOWN|ENETUNREACH|EADDRNOTAVAIL)$/u;

/** Whether an error is of the server or the way to it; all else is ours, and stays as it is. */
function isOfServer(error: unknown): error is ImapFailure {
  if (!(error instanceof Error)) return false;
  const { code = '', authenticationFailed, tlsFailed, responseStatus }: ImapFailure = error;
  return (
    authenticationFailed === true ||
    tlsFailed === true ||
    responseStatus !== undefined ||
    OF_CLIENT.has(code) ||
    code.startsWith('ParserError') ||
    OF_ENCRYPTION.test(code) ||
    OF_NETWORK.test(code)
  );
}

/**
 * A failure of a mail server as one of our codes, without what the server said: it may repeat what it was sent. Anything
 * else comes back as it is.
 */
export function asMailboxError(error: unknown, host: string): unknown {
  if (isFoyerError(error) || !isOfServer(error)) return error;
  const detail = error.serverResponseCode ?? error.code ?? error.name;
  // No cause: the errors hold whole replies, and the log writes causes down.
  return new FoyerError(codeOf(error), `${host}: ${detail}`, { details: { host, detail } });
}

function codeOf({
  authenticationFailed,
  tlsFailed,
  code = '',
  serverResponseCode = '',
}: ImapFailure): ErrorCode {
  if (authenticationFailed === true)
    return FOR_NOW.has(serverResponseCode) ? 'source.unreachable' : 'source.mailbox_login_refused';
  return tlsFailed === true || OF_ENCRYPTION.test(code) ? 'source.encryption_failed' : 'source.unreachable';
}

/** A folder that cannot be opened is one that is not there, unless the server says that this passes. */
export function asFolderError(error: unknown, host: string, folder: string): unknown {
  if (!isOfServer(error) || error.responseStatus !== 'NO') return error;
  if (FOR_NOW.has(error.serverResponseCode ?? '')) return error;
  return new FoyerError('source.mailbox_folder_gone', `${host} has no folder ${folder}`, {
    details: { host, folder },
  });
}
