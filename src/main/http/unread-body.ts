import type { IncomingMessage, ServerResponse } from 'node:http';

/** What is still read of a request that was answered before it came: a film of a telephone, or more JSON than there is. */
const LINGER_BYTES = { upload: 64 * 1024 * 1024, other: 4 * 1024 * 1024 };
const LINGER_MS = 5_000; // for a sender to read the refusal of what it is still sending

export type Linger = { bytes: typeof LINGER_BYTES; milliseconds: number };

/**
 * Ends the connection of a request that is answered before all of it came. Closing at once would hide the answer from
 * whoever is still sending, so a little of the rest is read and dropped; beyond that nothing is read, and the
 * connection is closed a moment later.
 */
export function closeUnread(
  request: IncomingMessage,
  response: ServerResponse,
  linger: Linger = { bytes: LINGER_BYTES, milliseconds: LINGER_MS },
): void {
  const writeHead = response.writeHead.bind(response);
  // The last moment at which the answer can say that the connection ends with it.
  response.writeHead = ((...given: Parameters<typeof writeHead>) => {
    if (!request.complete && !response.headersSent) lingerOn(request, response, linger);
    return writeHead(...given);
  }) as typeof response.writeHead;
}

function lingerOn(request: IncomingMessage, response: ServerResponse, linger: Linger): void {
  const { socket } = request;
  const isUpload = request.headers['content-type']?.toLowerCase().startsWith('multipart/') === true;
  const most = isUpload ? linger.bytes.upload : linger.bytes.other;
  response.shouldKeepAlive = false;
  // Node closes such a connection with the last byte of the answer; here that is not yet the end.
  socket.destroySoon = () => void socket.end();

  let seen = 0;
  const drop = (bytes: Buffer) => {
    seen += bytes.length;
    if (seen > most) request.pause(); // the sender is held up by its own buffers
  };
  const end = () => {
    clearTimeout(timer);
    socket.destroy();
  };
  let timer: NodeJS.Timeout | undefined;
  response.once('finish', () => {
    timer = setTimeout(end, linger.milliseconds);
    timer.unref();
    socket.once('close', () => clearTimeout(timer));
    request.unpipe();
    request.on('data', drop);
    request.once('end', end);
    request.once('error', end);
    request.resume();
  });
}
