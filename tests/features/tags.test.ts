import { afterEach, describe, expect, it } from 'vitest';
import { followedFolder } from '../support/followed-folder.ts';
import { until } from '../support/until.ts';

const place = followedFolder();
const { write, follow, look, documents } = place;
const tags = () => place.office.client.tags;

afterEach(async () => {
  for (const { id } of await documents()) await place.office.client.documents.remove({ id });
  for (const { id } of await tags().list({})) await tags().remove({ id });
});

async function named(fileName: string) {
  const found = (await documents()).find(one => one.fileName === fileName);
  if (found === undefined) throw new Error(`No ${fileName}`);
  return found;
}
const tagsOf = async (fileName: string) =>
  (await named(fileName)).tags.map(({ name, byHand }) => `${name}${byHand ? '' : ' (source)'}`);

describe('tags of documents', () => {
  it('are given to many at once by their names, whatever capitals and accents, and narrow lists and searches', async () => {
    write('a.txt', 'Le loyer du garage est de cent euros par mois.');
    write('b.txt', 'Le loyer de la cave est de vingt euros par mois.');
    write('c.txt', 'Le loyer du bureau est de mille euros par mois.');
    await follow();
    const { client } = place.office;
    const [a, b] = [await named('a.txt'), await named('b.txt')];
    const { clientId, chatbotIds: [chatbotId = ''] = [] } = a;
    expect(await tags().give({ ids: [a.id, b.id], add: ['Congés  payés', 'conges payes', 'Baux'] })).toEqual({
      changed: 2,
    });
    expect(await tags().give({ ids: [a.id], add: ['baux'] })).toEqual({ changed: 0 });
    const all = await tags().list({ clientId });
    expect(all.map(({ name, documents: had, sources }) => [name, had, sources])).toEqual([
      ['Baux', 2, 0],
      ['Congés payés', 2, 0],
    ]);
    const tagId = all[0]?.id ?? '';
    await tags().give({ ids: [b.id], remove: [tagId] });
    expect(await tagsOf('b.txt')).toEqual(['Congés payés']);
    const listed = await client.documents.list({ clientId, tagId });
    expect(listed.items.map(({ fileName }) => fileName)).toEqual(['a.txt']);
    const { results } = await client.search.search({ chatbotId, q: 'loyer', tagId });
    expect(results.map(({ documentId }) => documentId)).toEqual([a.id]);
    await expect(tags().give({ ids: [a.id, tagId], add: ['Baux'] })).rejects.toMatchObject({
      code: 'resource.not_found',
    });
  });

  it('are called otherwise, brought together and deleted; what had them stays', async () => {
    write('a.txt', 'Le loyer du garage est de cent euros par mois.');
    write('b.txt', 'Le loyer de la cave est de vingt euros par mois.');
    const sourceId = await follow();
    const [a, b] = [await named('a.txt'), await named('b.txt')];
    const { clientId } = a;
    await tags().give({ ids: [a.id], add: ['Bail'] });
    await tags().give({ ids: [a.id, b.id], add: ['Baux'] });
    await tags().setOfSource({ id: sourceId, names: ['Bail'] });
    const [bail, baux] = await tags().list({ clientId });
    await expect(tags().rename({ id: bail?.id ?? '', name: 'BAUX' })).rejects.toMatchObject({
      code: 'tag.name_taken',
      data: { details: { tagId: baux?.id } },
    });
    expect(await tags().rename({ id: bail?.id ?? '', name: 'bail' })).toMatchObject({ name: 'bail' });
    expect(await tags().merge({ id: bail?.id ?? '', intoId: baux?.id ?? '' })).toMatchObject({
      name: 'Baux',
      documents: 2,
      sources: 1,
    });
    expect(await tags().list({ clientId })).toHaveLength(1);
    await tags().remove({ id: baux?.id ?? '' });
    expect(await tags().list({ clientId })).toEqual([]);
    expect(await documents()).toHaveLength(2);
  });

  it('follow the version that takes the place of a document', async () => {
    write('a.txt', 'Le loyer du garage est de cent euros par mois.');
    const sourceId = await follow();
    const before = await named('a.txt');
    await tags().give({ ids: [before.id], add: ['Baux'] });
    write('a.txt', 'Le loyer du garage est de deux cents euros par mois, charges comprises.');
    await look(sourceId);
    expect((await named('a.txt')).id).not.toBe(before.id);
    expect(await tagsOf('a.txt')).toEqual(['Baux']);
  });
});

describe('tags of a source', () => {
  it('are those of its documents, also of new ones, until it gives them no more; those given by hand stay', async () => {
    write('a.txt', 'Le loyer du garage est de cent euros par mois.');
    write('b.txt', 'Le loyer de la cave est de vingt euros par mois.');
    const sourceId = await follow();
    const { id, clientId } = await named('a.txt');
    await tags().setOfSource({ id: sourceId, names: ['Baux', 'Tarifs'] });
    expect(await tagsOf('b.txt')).toEqual(['Baux (source)', 'Tarifs (source)']);
    await tags().give({ ids: [id], add: ['Baux'] });
    expect(await tagsOf('a.txt')).toEqual(['Baux', 'Tarifs (source)']);
    write('c.txt', 'Le loyer du bureau est de mille euros par mois.');
    await look(sourceId);
    expect(await tagsOf('c.txt')).toEqual(['Baux (source)', 'Tarifs (source)']);
    expect((await tags().list({ clientId })).map(tag => [tag.name, tag.documents, tag.sources])).toEqual([
      ['Baux', 3, 1],
      ['Tarifs', 3, 1],
    ]);
    await tags().setOfSource({ id: sourceId, names: [] });
    expect([await tagsOf('a.txt'), await tagsOf('b.txt')]).toEqual([['Baux'], []]);
  });

  it('stay with its documents when it is removed and they stay', async () => {
    write('a.txt', 'Le loyer du garage est de cent euros par mois.');
    const sourceId = await follow();
    await tags().setOfSource({ id: sourceId, names: ['Baux'] });
    await place.office.client.sources.remove({ id: sourceId, documents: 'keep' });
    expect(await tagsOf('a.txt')).toEqual(['Baux']);
  });
});

describe('proposals', () => {
  it('come from what documents say, are accepted with one call, and refused ones are not made again', async () => {
    write(
      'a.md',
      '# Résiliation du bail commercial\n\nLe bail commercial prend fin trois mois après la lettre du locataire.\n\n## Dépôt de garantie\n\nIl est rendu.',
    );
    write(
      'b.md',
      '# Loyer du bail commercial\n\nLe loyer est de mille euros.\n\n## Dépôt de garantie\n\nDeux mois.',
    );
    write('c.md', '# Salaires\n\nLes salaires sont versés le dernier jour ouvré du mois.');
    write('d.md', '# Vacances\n\nLa demande est remise deux semaines avant le premier jour.');
    write('e.md', '# Livraisons\n\nLes meubles sont livrés trois semaines après la commande.');
    const sourceId = await follow();
    const { clientId, id } = await named('a.md');
    const proposed = async (documentId: string) =>
      (await tags().proposed({ id: documentId })).map(({ name }) => name);
    const together = async () =>
      (await tags().proposals({ clientId })).map(one => [one.name, one.tagId, one.documents]);
    await until(async () => (await together()).length === 2);
    // What one document alone is about is no word to keep documents under.
    expect(await together()).toEqual([
      ['Bail commercial', null, 2],
      ['Dépôt de garantie', null, 2],
    ]);
    expect(await proposed(id)).toEqual(expect.arrayContaining(['Bail commercial', 'Dépôt de garantie']));
    expect(await proposed((await named('c.md')).id)).toEqual([]);

    const [bail, deposit] = (await tags().proposals({ clientId })).map(({ key }) => key);
    expect(await tags().accept({ clientId, key: bail ?? '' })).toEqual({ changed: 2 });
    expect([await tagsOf('a.md'), await tagsOf('b.md')]).toEqual([['Bail commercial'], ['Bail commercial']]);
    expect(await proposed(id)).toEqual(['Dépôt de garantie']);

    expect(await tags().refuse({ clientId, key: deposit ?? '', documentId: id })).toEqual({ changed: 1 });
    expect(await proposed(id)).toEqual([]);
    expect(await together()).toEqual([]);
    // Neither another reading nor another version makes it again.
    await place.office.client.documents.retry({ id });
    await until(async () => (await named('a.md')).state === 'ready');
    write(
      'a.md',
      '# Résiliation du bail commercial\n\nLe bail commercial prend fin six mois après la lettre du locataire.\n\n## Dépôt de garantie\n\nIl est rendu.',
    );
    await look(sourceId);
    const newer = await named('a.md');
    expect(newer.id).not.toBe(id);
    await tags().give({ ids: [newer.id], remove: newer.tags.map(tag => tag.id) });
    await until(async () => (await proposed(newer.id)).includes('Bail commercial'));
    expect(await proposed(newer.id)).toEqual(['Bail commercial']);
  });

  it('are first the tags there are already', async () => {
    write('a.md', '# Salaires et congés payés\n\nLes salaires sont versés le dernier jour ouvré du mois.');
    write('b.md', '# Livraisons\n\nLes meubles sont livrés trois semaines après la commande.');
    await follow();
    const [a, b] = [await named('a.md'), await named('b.md')];
    await tags().give({ ids: [b.id], add: ['Congé payé', 'Vacances'] });
    await until(async () => (await tags().proposed({ id: a.id }))[0]?.name === 'Congé payé');
    const [first] = await tags().proposed({ id: a.id });
    expect(first?.tagId).not.toBeNull();
    await tags().accept({ clientId: a.clientId, key: first?.key ?? '', documentId: a.id });
    expect(await tagsOf('a.md')).toEqual(['Congé payé']);
  });
});
