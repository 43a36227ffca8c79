import { absent, editors, withClient, type Row } from '../../../access/rows.ts';
import type { GardenContract } from '../../planted/garden-contract.ts';

export const accessRows: { [Route in keyof GardenContract]: Row } = {
  add: absent([...editors, 'write key', 'admin key'], ({ estates }, _caller, side) => ({
    clientId: estates[side].clientId,
    title: 'Basilic',
  })),
  list: absent([...editors, 'read key', 'admin key'], withClient),
};
