import type { Contract } from '#shared/contract/index.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';
import { absent, document, editors, people, withClient, type Row } from './rows.ts';
import type { Side, World } from './world.ts';

const mayRead = [...editors, 'read key', 'admin key'] as const;
const mayWrite = [...editors, 'write key', 'admin key'] as const;
const folder = temporaryFolder();
process.once('exit', folder.remove);

let made = 0;
async function freshTag({ temporary, estates }: World, side: Side): Promise<string> {
  made += 1;
  const { clientId } = estates[side];
  return (await temporary.client.tags.create({ clientId, name: `Étiquette ${made}` })).id;
}
const tag: Row['input'] = async (world, _caller, side) => ({ id: await freshTag(world, side) });
const source: Row['input'] = async ({ temporary, estates }, _caller, side) => {
  const settings = { path: folder.path, ignore: [], subfolders: true };
  const { clientId } = estates[side];
  return { id: (await temporary.client.sources.addFolder({ clientId, chatbotIds: [], settings })).id };
};
/** A tag that is there already, for a document that nobody decided about yet. */
const proposal: Row['input'] = async (world, _caller, side) => {
  const { clientId } = world.estates[side];
  await world.temporary.client.tags.create({ clientId, name: 'Baux' });
  return { clientId, key: 'baux', documentId: await world.freshDocument(side) };
};

export const tagRows: { [Route in keyof Contract['tags']]: Row } = {
  list: absent([...people, 'search key', 'read key', 'admin key'], withClient),
  create: absent(mayWrite, (world, _caller, side) => ({
    clientId: world.estates[side].clientId,
    name: 'Baux',
  })),
  rename: absent(mayWrite, async (world, _caller, side) => ({
    id: await freshTag(world, side),
    name: `Autre ${made}`,
  })),
  merge: absent(mayWrite, async (world, _caller, side) => ({
    id: await freshTag(world, side),
    intoId: await freshTag(world, side),
  })),
  remove: absent(mayWrite, tag),
  give: absent(mayWrite, async (world, _caller, side) => ({
    ids: [await world.freshDocument(side)],
    add: ['Baux'],
  })),
  ofSource: absent(mayRead, source),
  setOfSource: absent(mayWrite, async (world, caller, side) => ({
    ...((await source(world, caller, side)) as { id: string }),
    names: ['Baux'],
  })),
  proposed: absent(mayRead, document),
  proposals: absent(mayRead, withClient),
  accept: absent(mayWrite, proposal),
  refuse: absent(mayWrite, proposal),
};
