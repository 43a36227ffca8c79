import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { jsonOrText } from '#shared/lib/json-or-text.ts';
import type { CatalogueView } from '#shared/contract/model-catalogue.ts';
import { shippedCatalogue } from '#main/features/models/catalogue.ts';
import { typeCommand } from '../doors/command-line-runner.ts';
import { startTemporaryApp } from '../support/temporary-app.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';

it('another catalogue takes the place of the shipped one, stays after a restart, and goes on request', async () => {
  const folder = temporaryFolder();
  const before = await startTemporaryApp({ dataFolder: folder.path });
  const shipped = await before.client.models.catalogue({});
  expect(shipped).toMatchObject({ source: 'shipped', offline: false });
  expect(shipped.models.map(({ id, host }) => [id, host])).toEqual(
    shippedCatalogue().models.map(({ id }) => [id, 'huggingface.co']),
  );
  const [first] = shippedCatalogue().models;
  const replace = (text: string) => before.client.models.replaceCatalogue({ catalogue: jsonOrText(text) });
  expect(await replace('{"version":1,"models":[{}]}')).toMatchObject({
    problems: expect.arrayContaining([{ what: 'missing', model: '1', field: 'name' }]) as unknown,
  });
  const ids = ({ source, models }: CatalogueView) => [source, ...models.map(({ id }) => id)];
  expect(ids(await before.client.models.catalogue({}))).toEqual(ids(shipped));
  expect(await replace(JSON.stringify({ version: 1, models: [first] }))).toEqual({ problems: [] });
  await before.close();

  const after = await startTemporaryApp({ dataFolder: folder.path });
  expect(await after.client.models.catalogue({})).toMatchObject({
    source: 'given',
    models: [{ id: first?.id }],
  });
  await after.client.models.restoreCatalogue({});
  expect(ids(await after.client.models.catalogue({}))).toEqual(ids(shipped));
  await after.close();
  folder.remove();
});

it('in a terminal a catalogue is listed, replaced and told what is wrong with it', async () => {
  const folder = temporaryFolder();
  const bad = join(folder.path, 'bad.json');
  const good = join(folder.path, 'good.json');
  const [first] = shippedCatalogue().models;
  writeFileSync(bad, JSON.stringify({ version: 1, models: [{ ...first, sha256: 'abc' }] }));
  writeFileSync(good, JSON.stringify({ version: 1, models: [first] }));
  const type = (...more: string[]) => typeCommand(folder.path, ['model', 'catalogue', ...more]);
  const refused = await type(bad);
  expect(refused.code).toBe(1);
  expect(refused.stdout).toContain(`Modèle ${first?.id} : « sha256 » n’a pas une valeur permise.`);
  expect((await type()).stdout).toContain('Liste fournie avec Foyer');
  expect((await type(good)).stdout).toContain('Liste mise en place par un administrateur');
  expect((await type('--shipped')).stdout).toContain('huggingface.co');
  expect(await type(join(folder.path, 'absent.json'))).toMatchObject({ code: 2 });
  folder.remove();
});
