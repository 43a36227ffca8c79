export { allTableRules, rulesOf } from './all-table-rules.ts';
export {
  columnOf,
  inOrderOfRemoval,
  keyNameOf,
  keyOf,
  loggedIdOf,
  orderOf,
  referencesOf,
} from './columns.ts';
export { contentsOf } from './archive-contents.ts';
export { rowsOfClient } from './client-rows.ts';
export { erasePersonRows, rowsOfPerson } from './person-rows.ts';
export type { Person, TableRules } from './table-rules.ts';
