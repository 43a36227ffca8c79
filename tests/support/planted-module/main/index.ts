import { gardenMain } from '../../planted/garden-main.ts';
import { planted } from '../contract.ts';

export const { tables, events, metrics, create } = gardenMain('planted', planted, { place: 2001 });
