import robotsParser from 'robots-parser';
import { isFoyerError } from '#shared/errors.ts';
import type { Clock } from '#main/platform/clock.ts';

/** RFC 9309, 2.4: not longer than a day. */
const KEPT_MS = 24 * 60 * 60_000;
/** RFC 9309, 2.5: at least 500 KiB are read. */
const MAX_BYTES = 512 * 1024;
/** A site that asks for more is read at this pace all the same. */
const MAX_DELAY_MS = 30_000;
const TIMEOUT_MS = 15_000;

export type RobotsRules = {
  allows(address: string): boolean;
  /** Between two requests, as the site asks for it; null where it says nothing. */
  delayMs: number | null;
  siteMaps: readonly string[];
};

export type Robots = {
  /** What a host lets programs read; nothing of it is read where it cannot say so now, or does not answer at all. */
  rulesOf(address: string, signal: AbortSignal): Promise<RobotsRules | 'unsaid' | 'no_answer'>;
};

export const EVERYTHING: RobotsRules = { allows: () => true, delayMs: null, siteMaps: [] };

/** The beginning of an answer, up to what is worth reading of it. */
async function beginningOf(response: Response): Promise<string> {
  const decoder = new TextDecoder();
  let text = '';
  for await (const chunk of response.body ?? []) {
    text += decoder.decode(chunk, { stream: true });
    if (text.length >= MAX_BYTES) break;
  }
  return text.slice(0, MAX_BYTES);
}

/**
 * Reads `robots.txt` of each host once a day. 4xx: everything is allowed; 5xx or no answer: nothing, for now.
 *
 * @param request a `fetch` under the rules of the site that is looked at
 * @param agent the name that rules may be meant for
 */
export function createRobots(options: {
  request: typeof globalThis.fetch;
  agent: string;
  clock: Clock;
}): Robots {
  const { request, agent, clock } = options;
  const kept = new Map<string, { rules: RobotsRules; readAt: number }>();

  async function read(origin: string, signal: AbortSignal): ReturnType<Robots['rulesOf']> {
    const address = `${origin}/robots.txt`;
    const limit = AbortSignal.any([signal, AbortSignal.timeout(TIMEOUT_MS)]);
    let response: Response;
    let text: string;
    try {
      response = await request(address, { signal: limit });
      text = response.ok ? await beginningOf(response) : '';
      if (!response.ok) await response.body?.cancel();
    } catch (error) {
      signal.throwIfAborted();
      if (isFoyerError(error)) throw error;
      return 'no_answer';
    }
    if (response.status >= 500 || response.status === 429) return 'unsaid';
    if (!response.ok || /^\s*<(?:!doctype|html)/iu.test(text)) return EVERYTHING;
    const rules = robotsParser(address, text);
    const seconds = rules.getCrawlDelay(agent);
    return {
      allows: page => rules.isAllowed(page, agent) !== false,
      delayMs: seconds === undefined ? null : Math.min(MAX_DELAY_MS, Math.max(0, seconds * 1_000)),
      siteMaps: rules.getSitemaps().filter(siteMap => URL.canParse(siteMap, address)),
    };
  }

  return {
    async rulesOf(address, signal) {
      const { origin } = new URL(address);
      const known = kept.get(origin);
      const now = clock.now().getTime();
      if (known !== undefined && now - known.readAt < KEPT_MS) return known.rules;
      const rules = await read(origin, signal);
      if (typeof rules === 'object') kept.set(origin, { rules, readAt: now });
      return rules;
    },
  };
}
