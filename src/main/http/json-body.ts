import type { FastifyInstance } from 'fastify';
import { FoyerError } from '#shared/errors.ts';

export const JSON_BODY_LIMIT_BYTES = 1024 * 1024; // the longest question is 8,000 characters; forms are smaller
const JSON_DEPTH_LIMIT = 64; // our deepest input has 4 levels; validators recurse, so depth is stack

/**
 * Reads JSON bodies and no others. Refused: more than 1 MB, more than 64 levels, keys that reach prototypes
 * (`__proto__`, `constructor.prototype`).
 */
export function readJsonBodies(server: FastifyInstance): void {
  const parse = server.getDefaultJsonParser('error', 'error');
  server.removeAllContentTypeParsers();
  server.addContentTypeParser<string>(
    'application/json',
    { parseAs: 'string', bodyLimit: JSON_BODY_LIMIT_BYTES },
    (request, body, done) => {
      // A client that always says JSON, even with nothing to send.
      if (body.trim() === '') return done(null, undefined);
      if (isDeeperThan(body, JSON_DEPTH_LIMIT)) {
        return done(
          new FoyerError('request.invalid', `JSON deeper than ${JSON_DEPTH_LIMIT} levels is refused`),
        );
      }
      return parse(request, body, done);
    },
  );
}

/** Counts brackets outside strings: no recursion, so nothing the text can do to the stack. */
export function isDeeperThan(json: string, limit: number): boolean {
  let depth = 0;
  let inString = false;
  for (let index = 0; index < json.length; index += 1) {
    const character = json.charCodeAt(index);
    if (inString) {
      if (character === 0x5c)
        index += 1; // backslash: the next character is part of the string
      else if (character === 0x22) inString = false;
    } else if (character === 0x22) inString = true;
    else if (character === 0x7b || character === 0x5b) {
      depth += 1;
      if (depth > limit) return true;
    } else if (character === 0x7d || character === 0x5d) depth -= 1;
  }
  return false;
}
