import { os } from '#main/features/access/implementer.ts';
import { scopeOf } from '#main/features/access/principal.ts';
import type { DocumentService } from './service.ts';

export function createDocumentRoutes(documents: DocumentService) {
  return {
    list: os.documents.list.handler(({ input, context }) =>
      documents.list(scopeOf(context.principal), input),
    ),
    get: os.documents.get.handler(({ input, context }) =>
      documents.get(scopeOf(context.principal), input.id),
    ),
    addPaths: os.documents.addPaths.handler(({ input, context }) =>
      documents.addPaths(scopeOf(context.principal), input.chatbotId, input.paths),
    ),
    addSample: os.documents.addSample.handler(({ input, context }) =>
      documents.addSample(scopeOf(context.principal), input.chatbotId, input.language),
    ),
    link: os.documents.link.handler(({ input, context }) =>
      documents.link(scopeOf(context.principal), input.id, input.chatbotIds),
    ),
    retry: os.documents.retry.handler(({ input, context }) =>
      documents.retry(scopeOf(context.principal), input.id),
    ),
    remove: os.documents.remove.handler(async ({ input, context }) => {
      await documents.remove(scopeOf(context.principal), input.id);
      return {};
    }),
    page: os.documents.page.handler(({ input, context }) =>
      documents.page(scopeOf(context.principal), input),
    ),
    passages: os.documents.passages.handler(({ input, context }) =>
      documents.passages(scopeOf(context.principal), input),
    ),
  };
}
