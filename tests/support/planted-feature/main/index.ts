import { gardenMain } from '../../planted/garden-main.ts';
import { orchard } from '../contract.ts';

export const { tables, events, metrics, create } = gardenMain('orchard', orchard, { place: 2002 });
