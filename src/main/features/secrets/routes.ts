import { os } from '#main/features/access/implementer.ts';
import type { SecretsService } from './service.ts';

export function createSecretsRoutes(secrets: SecretsService) {
  return {
    status: os.secrets.status.handler(() => secrets.status()),
    rotate: os.secrets.rotate.handler(() => secrets.rotate()),
    protect: os.secrets.protect.handler(({ input }) => secrets.protect(input)),
  };
}
