import Bowser from 'bowser';

export type Device = { program: string | null; system: string | null };

const nothing: Device = { program: null, system: null };
/** Programs name themselves first: `curl/8.5.0`, `python-requests/2.31`. */
const PROGRAM = /^([A-Za-z][\w.-]{1,39})(\/|$)/;

/** What a session was opened with, by the names a person knows. What is unknown is null, never a guess. */
export function deviceOf(userAgent: string | null): Device {
  if (userAgent === null || userAgent === '') return nothing;
  const { browser, os } = Bowser.parse(userAgent);
  const program = browser.name || (PROGRAM.exec(userAgent)?.[1] ?? null);
  return { program, system: os.name || null };
}
