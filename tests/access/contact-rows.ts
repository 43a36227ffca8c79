import type { Contract } from '#shared/contract/index.ts';
import { absent, editors, fileOf, none, nowhere, readers, withClient, type Row } from './rows.ts';
import type { Side, World } from './world.ts';

const mayRead = [...readers, 'read key', 'admin key'] as const;
const mayWrite = [...editors, 'write key', 'admin key'] as const;

/** A contact that nobody has used before. */
async function fresh({ temporary, estates }: World, side: Side): Promise<string> {
  const { clientId } = estates[side];
  return (await temporary.client.contacts.create({ clientId, kind: 'person', name: 'Claire' })).id;
}
const contact: Row['input'] = async (world, _caller, side) => ({ id: await fresh(world, side) });
const file = () => fileOf('Nom;E-mail\nClaire;claire@exemple.fr');

export const contactRows: { [Route in keyof Contract['contacts']]: Row } = {
  list: absent(mayRead, withClient),
  get: absent(mayRead, contact),
  timeline: absent(mayRead, contact),
  create: absent(mayWrite, ({ estates }, _caller, side) => ({
    clientId: estates[side].clientId,
    kind: 'person',
    name: 'Claire',
  })),
  update: absent(mayWrite, async (world, _caller, side) => ({
    id: await fresh(world, side),
    note: 'Rappeler',
  })),
  remove: absent(mayWrite, contact),
  duplicates: absent(mayRead, withClient),
  merge: absent(mayWrite, async (world, _caller, side) => ({
    id: await fresh(world, side),
    into: await fresh(world, side),
  })),
  keepApart: absent(mayWrite, async (world, _caller, side) => ({
    id: await fresh(world, side),
    otherId: await fresh(world, side),
    apart: true,
  })),
  separate: none(mayWrite, nowhere),
  previewImport: { ...absent(mayWrite, withClient), files: file },
  importFile: { ...absent(mayWrite, withClient), files: file },
  export: absent(mayRead, withClient),
  exportCards: absent(mayRead, withClient),
};
