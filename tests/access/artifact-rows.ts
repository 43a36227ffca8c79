import { absent, editors, filtered, nothing, readers, type Row } from './rows.ts';
import { FOREIGN_MARKER, type Side, type World } from './world.ts';

/** A mail that waits for a yes; nothing listens where it would go. */
async function mailOf({ temporary: { client }, estates }: World, side: Side) {
  await client.mail.replace({
    host: '127.0.0.1',
    port: 9,
    security: 'none',
    username: null,
    fromName: 'Foyer',
    fromAddress: 'foyer@exemple.fr',
    replyTo: null,
    certificateAuthority: null,
  });
  const text = side === 'b' ? FOREIGN_MARKER : 'Bonjour';
  return { clientId: estates[side].clientId, to: 'qui@exemple.fr', subject: text, text };
}

async function fresh(world: World, side: Side) {
  const { client } = world.temporary;
  const { id } = await client.mail.propose(await mailOf(world, side));
  return client.artifacts.get({ id });
}

const waiting: Row['input'] = async (world, _caller, side) => ({ id: (await fresh(world, side)).id });
const looked =
  (more: object): Row['input'] =>
  async (world, _caller, side) => {
    const { id, hash } = await fresh(world, side);
    return { id, hash, ...more };
  };
const refused: Row['input'] = async (world, _caller, side) => {
  const { id } = await fresh(world, side);
  await world.temporary.client.artifacts.reject({ id, note: 'Non' });
  return { id };
};

export const artifactRows = {
  proposed: ((world, _caller, side) => mailOf(world, side)) satisfies Row['input'],
  routes: {
    list: filtered(readers, nothing),
    waiting: filtered(readers, nothing),
    get: absent(readers, waiting),
    edit: absent(editors, looked({ content: { subject: 'Autre objet' } })),
    // Nothing waits as a draft here: those admitted are told so.
    submit: { who: readers, foreign: 'none', input: waiting } satisfies Row,
    approve: absent(editors, looked({})),
    reject: absent(editors, async (world, _caller, side) => ({
      id: (await fresh(world, side)).id,
      note: 'Non',
    })),
    reopen: absent(editors, refused),
  },
};
