import type { Contract } from '#shared/contract/index.ts';
import { until } from '../support/until.ts';
import { absent, editors, withClient, type Row } from './rows.ts';
import type { Side, World } from './world.ts';

const mayRead = [...editors, 'read key', 'admin key'] as const;
const mayWrite = [...editors, 'write key', 'admin key'] as const;

/** A passage that nobody has touched, and its document. */
async function passage({ temporary, freshDocument }: World, side: Side) {
  const id = await freshDocument(side);
  const [first] = (await temporary.client.documents.passages({ id, limit: 1 })).items;
  return { id, chunkId: first?.chunkId ?? '0', questions: ['Quand ?'] };
}
const edit: Row['input'] = async (world, _caller, side) => ({
  id: (await world.temporary.client.passages.mend(await passage(world, side))).id,
});

/** A passage that says the same as another one, which is counted with it. */
const double: Row['input'] = async (world, _caller, side) => {
  const { client } = world.temporary;
  const text = `Le garage à vélos ferme chaque soir à la même heure, été comme hiver : ${crypto.randomUUID()}.`;
  for (const { id, chunkId } of [await passage(world, side), await passage(world, side)])
    await client.passages.mend({ id, chunkId, text });
  const { clientId } = world.estates[side];
  return until(async () => {
    const { items } = await client.passages.alike({ clientId, limit: 200 });
    const group = items.find(({ passages }) => passages[0]?.text === text);
    const [first] = group?.passages ?? [];
    return group && first ? { id: first.document.id, chunkId: first.chunkId, mark: group.mark } : null;
  });
};

export const passageRows: { [Route in keyof Contract['passages']]: Row } = {
  edits: absent(mayRead, ({ estates }, _caller, side) => ({ id: estates[side].documentId })),
  mend: absent(mayWrite, (world, _caller, side) => passage(world, side)),
  split: absent(mayWrite, async (world, _caller, side) => {
    const { id, chunkId } = await passage(world, side);
    return { id, chunkId, at: 8 };
  }),
  join: absent(mayWrite, async (world, _caller, side) => {
    const { id, chunkId } = await passage(world, side);
    await world.temporary.client.passages.split({ id, chunkId, at: 8 });
    const [first] = (await world.temporary.client.documents.passages({ id, limit: 1 })).items;
    return { id, chunkId: first?.chunkId ?? '0' };
  }),
  change: absent(mayWrite, edit),
  keep: absent(mayWrite, edit),
  undo: absent(mayWrite, edit),
  flags: absent(mayRead, ({ estates }, _caller, side) => ({ id: estates[side].documentId })),
  excludeFlagged: absent(mayWrite, async ({ freshDocument }, _caller, side) => ({
    id: await freshDocument(side),
    flag: 'gibberish',
  })),
  takeBack: absent(mayWrite, async ({ freshDocument }, _caller, side) => ({
    id: await freshDocument(side),
    editIds: [crypto.randomUUID()],
  })),
  alike: absent(mayRead, withClient),
  keepAlone: absent(mayWrite, double),
};
