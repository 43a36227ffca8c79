import type { Contract } from '#shared/contract/index.ts';
import { absent, editors, fileOf, nowhere, none, type Row } from '../../../../tests/access/rows.ts';

const ofBot: Row['input'] = ({ estates }, _caller, side) => ({ chatbotId: estates[side].botId });
const readers = [...editors, 'read key', 'admin key'] as const;
const writers = [...editors, 'write key', 'admin key'] as const;

const csv = 'question;answer\nDes horaires ?;À midi';

/** Who may call the routes of the module. */
export const accessRows: { [Route in keyof Contract['frequentAnswers']]: Row } = {
  list: absent(readers, ofBot),
  create: absent(writers, ({ estates }, caller, side) => ({
    chatbotId: estates[side].botId,
    question: `Question de ${caller} ?`,
    answer: 'Une réponse',
  })),
  update: none(writers, () => ({ ...(nowhere as () => { id: string })(), question: 'Q', answer: 'R' })),
  remove: none(writers, nowhere),
  proposals: absent(readers, ofBot),
  dismissProposal: absent(writers, ({ estates }, _caller, side) => ({
    chatbotId: estates[side].botId,
    question: 'Quels sont les horaires ?',
  })),
  previewImport: { ...absent(writers, ofBot), files: () => fileOf(csv) },
  importCsv: { ...absent(writers, ofBot), files: () => fileOf(csv) },
  exportCsv: absent(readers, ofBot),
};
