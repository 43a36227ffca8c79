import {
  editors,
  readers,
  anyone,
  none,
  absent,
  bot,
  freshBot,
  conversation,
  attachment,
  fileOf,
  PIXEL,
  type RowsOf,
} from './rows.ts';

/** Who may what of widgets, and of those who come through them. */
export const widgetRows: RowsOf<'widgets' | 'visits' | 'visitor'> = {
  widgets: {
    get: absent([...editors, 'read key', 'admin key'], bot),
    update: absent([...editors, 'write key', 'admin key'], async (...given) => ({
      ...((await freshBot(...given)) as { id: string }),
      enabled: true,
    })),
    setLogo: {
      ...absent([...editors, 'write key', 'admin key'], freshBot),
      files: () => fileOf(PIXEL),
    },
    removeLogo: absent([...editors, 'write key', 'admin key'], freshBot),
    logo: absent([...editors, 'read key', 'admin key'], async (...given) => {
      const [world] = given;
      const { id } = (await freshBot(...given)) as { id: string };
      await world.temporary.client.widgets.setLogo({ id }, { context: { files: fileOf(PIXEL) } });
      return { id };
    }),
    languages: none([...editors, 'read key', 'admin key']),
    revokeVisitors: absent([...editors, 'write key', 'admin key'], freshBot),
    snippet: absent([...editors, 'read key', 'admin key'], bot),
    // A port that nothing listens on.
    diagnose: absent(editors, ({ estates }, _caller, side) => ({
      id: estates[side].botId,
      pageUrl: 'http://127.0.0.1:9/',
    })),
    wordpressPlugin: absent([...editors, 'read key', 'admin key'], (...given) => ({
      ...(bot(...given) as { id: string }),
      baseUrl: 'http://foyer.local:4281',
    })),
    leads: absent([...readers, 'read key', 'admin key'], bot),
    removeLead: none([...editors, 'write key', 'admin key'], ({ estates }) => ({
      id: estates.a.botId,
      leadId: '019a9f00-0000-7000-8000-000000000000',
    })),
    feedback: absent([...readers, 'read key', 'admin key'], bot),
    exportVisitors: absent([...readers, 'read key', 'admin key'], ({ estates }, _caller, side) => ({
      id: estates[side].botId,
      list: 'leads',
      language: 'fr',
    })),
  },
  visits: {
    get: absent([...readers, 'read key', 'admin key'], conversation),
    file: absent([...readers, 'read key', 'admin key'], attachment),
  },
  // Of visitors alone: tests/doors/visitor-*.test.ts.
  visitor: {
    token: none(anyone, () => ({ widgetId: 'AAAAAAAAAAAAAAAAAAAA' })),
    session: none([]),
    identify: none([]),
    forgetMe: none([]),
    consent: none([]),
    conversation: none([]),
    chat: none([]),
    follow: none([]),
    stop: none([]),
    feedback: none([]),
    source: none([]),
    attach: none([]),
    file: none([]),
    lead: none([]),
    transcript: none([]),
  },
};
