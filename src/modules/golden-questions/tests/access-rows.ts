import type { Contract } from '#shared/contract/index.ts';
import {
  absent,
  administrators,
  editors,
  none,
  nowhere,
  people,
  type Row,
} from '../../../../tests/access/rows.ts';

const ofBot: Row['input'] = ({ estates }, _caller, side) => ({ chatbotId: estates[side].botId });
const readers = [...editors, 'read key', 'admin key'] as const;
const writers = [...editors, 'write key', 'admin key'] as const;

/** Who may call the routes of the module. */
export const accessRows: { [Route in keyof Contract['goldenQuestions']]: Row } = {
  list: absent(readers, ofBot),
  create: absent(writers, ({ estates }, caller, side) => ({
    chatbotId: estates[side].botId,
    question: `Question de ${caller} ?`,
    anchor: null,
  })),
  update: none(writers, nowhere),
  approve: none(writers, nowhere),
  remove: none(writers, nowhere),
  candidates: absent(readers, ofBot),
  // Without a model it is refused: those admitted are told that the chatbot is not there.
  propose: none(writers, () => ({ chatbotId: '019a9f00-0000-7000-8000-000000000000' })),
  status: absent(readers, ofBot),
  configure: absent(writers, ({ estates }, _caller, side) => ({
    chatbotId: estates[side].botId,
    automatic: true,
  })),
  start: absent(writers, ofBot),
  runs: absent(readers, ofBot),
  run: none(readers, nowhere),
  indexComparison: none(administrators, () => ({ changeId: '019a9f00-0000-7000-8000-000000000000' })),
  look: absent([...people, 'search key', 'admin key'], ({ estates }, _caller, side) => ({
    chatbotId: estates[side].botId,
    q: 'horaires',
  })),
};
