import { gardenContract } from '../planted/garden-contract.ts';

export const orchard = gardenContract('orchard', 'Orchard');
