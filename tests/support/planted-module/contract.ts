import { gardenContract } from '../planted/garden-contract.ts';

export const planted = gardenContract('planted', 'Kitchen garden');
