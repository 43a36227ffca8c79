import { lostSecrets } from '#main/db/lost-secrets.ts';
import { resealAll } from '#main/db/reseal.ts';
import type { House } from '#main/features/house.ts';
import { part } from '#main/features/part.ts';
import type { Vault } from '#main/platform/secrets/index.ts';
import { createSecretsRoutes } from './routes.ts';
import { createSecretsService } from './service.ts';

/** The key under which the secrets lie. A change of it that a kill cut short is finished before anybody reads one. */
export async function createSecrets({ database, tables, journal, storage, conditions }: House, vault: Vault) {
  const service = createSecretsService({
    vault,
    resealAll: reseal => resealAll(database, tables, reseal),
    journal,
    lost: opens => lostSecrets(database, opens),
  });
  if (storage.isWritable()) await service.finishRotation();
  conditions.watch('secrets_lost', service.lostCount);
  return part({ routes: { secrets: createSecretsRoutes(service) } });
}
