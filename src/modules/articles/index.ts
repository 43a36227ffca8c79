export { articles as contract } from './contract.ts';
export { words as en } from './words/en.ts';
export { words as fr } from './words/fr.ts';
