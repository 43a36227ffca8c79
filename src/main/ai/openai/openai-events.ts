import { badResponse } from '../model-errors.ts';
import type { ErrorSubject } from '../model-errors.ts';
import { readLines } from '../text-lines.ts';

/** An answer that comes whole, or a page: kept until its end to be read, in characters. */
const LONGEST_UNSTREAMED = 8 * 1024 * 1024;

const OTHER_FIELDS = /^(?::|event:|id:|retry:)/;

/**
 * The JSON values of a streamed answer, as servers of this protocol really send them: one `data:` line each, whatever
 * stands between (comments, pings, empty data); an answer that was not streamed although it was asked for; llama.cpp's
 * `error:` line. Ends at `[DONE]`, whether the connection closes or not.
 */
export async function* readEvents(
  response: Response,
  subject: ErrorSubject,
): AsyncGenerator<unknown, void, undefined> {
  if (response.body === null) return;
  let outside = '';
  for await (const line of readLines(response.body)) {
    if (line.startsWith('data:')) {
      const data = line.slice('data:'.length).trim();
      if (data === '[DONE]') return;
      if (data !== '') yield parsed(data, subject);
    } else if (line.startsWith('error:')) {
      const said = line.slice('error:'.length).trim();
      yield { error: said.startsWith('{') ? parsed(said, subject) : said };
    } else if (line.trim() !== '' && !OTHER_FIELDS.test(line)) {
      outside += `${line}\n`;
      if (outside.length > LONGEST_UNSTREAMED) throw badResponse('the answer is no stream', subject);
    }
  }
  if (outside !== '') yield* unstreamed(outside, subject);
}

/** One object, or one on each line. */
function unstreamed(text: string, subject: ErrorSubject): unknown[] {
  const lines = text.split('\n').filter(line => line.trim() !== '');
  const isLines =
    lines.length > 1 && lines.every(line => line.startsWith('{') && line.trimEnd().endsWith('}'));
  return isLines ? lines.map(line => parsed(line, subject)) : [parsed(text, subject)];
}

function parsed(text: string, subject: ErrorSubject): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch (error) {
    throw badResponse('the answer is not of this protocol', subject, error);
  }
}
