import { os } from '#main/features/access/implementer.ts';
import type { ExportService } from './service.ts';

export function createExportRoutes(exports: ExportService) {
  return {
    start: os.exports.start.handler(({ input, context }) => exports.start(context, input.id)),
    list: os.exports.list.handler(({ input, context }) => exports.list(context.scope, input.id)),
    get: os.exports.get.handler(({ input, context }) => exports.get(context.scope, input.id, input.exportId)),
    download: os.exports.download.handler(({ input, context }) =>
      exports.file(context.scope, input.id, input.exportId),
    ),
    remove: os.exports.remove.handler(async ({ input, context }) => {
      await exports.remove(context.scope, input.id, input.exportId);
      return {};
    }),
  };
}
