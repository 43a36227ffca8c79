import type { Contract } from '#shared/contract/index.ts';
import {
  absent,
  editors,
  message,
  none,
  nowhere,
  readers,
  withClient,
  type Row,
} from '../../../../tests/access/rows.ts';

const lookers = [...editors, 'read key', 'admin key'] as const;
const writers = [...editors, 'write key', 'admin key'] as const;
const proposers = [...readers, 'write key', 'admin key'] as const;

/** Who may call the routes of the module. */
export const accessRows: { [Route in keyof Contract['articles']]: Row } = {
  list: absent(lookers, withClient),
  waiting: absent(lookers, withClient),
  draft: absent(proposers, message),
  propose: absent(proposers, ({ estates }, caller, side) => ({
    chatbotId: estates[side].botId,
    question: `Question de ${caller} ?`,
    text: 'Une réponse',
  })),
  get: none(lookers, nowhere),
  update: none(writers, nowhere),
  approve: none(writers, nowhere),
  revise: none(writers, () => ({ ...(nowhere as () => { id: string })(), title: 'T', text: 'R' })),
  drop: none(writers, nowhere),
  reopen: none(writers, nowhere),
};
