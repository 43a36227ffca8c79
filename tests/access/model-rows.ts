import {
  administrators,
  draftModel,
  freshFile,
  none,
  nothing,
  nowhere,
  people,
  type RowsOf,
} from './rows.ts';

/** Who may call the operations of models. */
export const modelRows: RowsOf<'models'>['models'] = {
  list: none(people),
  create: none(administrators, (_world, caller) => ({ ...draftModel, name: `Local ${caller}` })),
  update: none(administrators, nowhere),
  remove: none(administrators, nowhere),
  test: none(administrators, nowhere),
  testDraft: none(administrators, () => draftModel),
  allowCloud: none(administrators, () => ({
    id: '019a9f00-0000-7000-8000-000000000000',
    host: 'ollama.com',
  })),
  withdrawCloud: none(administrators, nowhere),
  embed: none([...administrators, 'search key', 'admin key'], () => ({ texts: ['livraison'] })),
  servers: none(administrators),
  detect: none(administrators),
  offered: none(administrators, () => ({ provider: 'ollama', url: draftModel.url })),
  recommended: none(administrators),
  catalogue: none(administrators),
  replaceCatalogue: none(administrators, () => ({ catalogue: {} })),
  restoreCatalogue: none(administrators),
  download: none(administrators, () => ({ id: 'absent' })),
  pulls: none(administrators),
  pull: none(administrators, () => ({ url: draftModel.url, model: draftModel.model })),
  dropPull: none(administrators, nowhere),
  machine: none(administrators),
  importFile: { ...none(administrators, () => ({ url: draftModel.url })), files: freshFile },
  importPath: none(['local'], () => ({ path: '/absent.gguf', url: draftModel.url })),
  files: none(administrators),
  addFile: { ...none(administrators, nothing), files: freshFile },
  addFilePath: none(['local'], () => ({ path: '/absent.gguf' })),
  foundFiles: none(administrators),
  takeFoundFile: none(administrators, () => ({ hash: '0'.repeat(64) })),
  removeFile: none(administrators, () => ({ hash: '0'.repeat(64) })),
  uninstall: none(administrators, () => ({ url: draftModel.url, model: 'absent' })),
};

/** Who may change the model that compares by meaning. */
export const searchIndexRows: RowsOf<'searchIndexes'>['searchIndexes'] = {
  get: none(administrators),
  cost: none(administrators, () => ({ modelId: 'absent' })),
  start: none(administrators, () => ({ modelId: 'absent' })),
  set: none(administrators, () => ({ paused: true })),
  swap: none(administrators),
  keep: none(administrators),
  drop: none(administrators),
};
