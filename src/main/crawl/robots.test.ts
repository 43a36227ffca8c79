import { describe, expect, it } from 'vitest';
import { createRobots, type Robots, type RobotsRules } from './robots.ts';

const signal = new AbortController().signal;

function robotsWith(answer: () => Response) {
  let time = Date.parse('2026-01-01T00:00:00Z');
  let asked = 0;
  const request = () => {
    asked += 1;
    return Promise.resolve(answer());
  };
  const robots = createRobots({ request, agent: 'Foyer', clock: { now: () => new Date(time) } });
  return { robots, asked: () => asked, later: (hours: number) => (time += hours * 3_600_000) };
}

/** What a host says that answers. */
async function said(robots: Robots): Promise<RobotsRules> {
  const rules = await robots.rulesOf('https://example.org/a', signal);
  if (typeof rules === 'string') throw new Error(`It says nothing: ${rules}`);
  return rules;
}

describe('robots.txt', () => {
  it('is read once a day', async () => {
    const { robots, asked, later } = robotsWith(() => new Response('User-agent: *\nDisallow: /a'));
    for (const hours of [0, 1, 20]) {
      later(hours);
      expect((await said(robots)).allows('https://example.org/a')).toBe(false);
    }
    expect(asked()).toBe(1);
    later(4);
    await robots.rulesOf('https://example.org/b', signal);
    expect(asked()).toBe(2);
  });

  it.each([404, 403])('allows everything where it answers %i', async status => {
    const { robots } = robotsWith(() => new Response('Disallow: /', { status }));
    expect((await said(robots)).allows('https://example.org/a')).toBe(true);
  });

  it('tells a host that does not answer at all', async () => {
    const { robots } = robotsWith(() => {
      throw new TypeError('fetch failed');
    });
    expect(await robots.rulesOf('https://example.org/a', signal)).toBe('no_answer');
  });

  it('says nothing while its server fails, and is asked again', async () => {
    const { robots, asked } = robotsWith(() => new Response('', { status: 500 }));
    expect(await robots.rulesOf('https://example.org/a', signal)).toBe('unsaid');
    expect(await robots.rulesOf('https://example.org/a', signal)).toBe('unsaid');
    expect(asked()).toBe(2);
  });

  it('prefers the rules for us, and bounds the pause that is asked for', async () => {
    const { robots } = robotsWith(
      () =>
        new Response(
          'User-agent: *\nDisallow: /\n\nUser-agent: foyer\nAllow: /\nCrawl-delay: 900\nSitemap: https://example.org/map.xml',
        ),
    );
    const rules = await said(robots);
    expect(rules.allows('https://example.org/a')).toBe(true);
    expect(rules.delayMs).toBe(30_000);
    expect(rules.siteMaps).toEqual(['https://example.org/map.xml']);
  });
});
