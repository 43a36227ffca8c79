import { os } from '#main/features/access/implementer.ts';
import type { IncomingFiles } from '#main/platform/incoming-files.ts';
import type { AlikePassages } from './alike-passages.ts';
import type { IncomingContent } from './incoming.ts';
import type { FlaggedPassages } from './flagged-passages.ts';
import type { PassageEdits } from './passage-edits.ts';
import type { DocumentService } from './service.ts';

export function createDocumentRoutes(documents: DocumentService) {
  return {
    list: os.documents.list.handler(({ input, context }) => documents.list(context.scope, input)),
    get: os.documents.get.handler(({ input, context }) => documents.get(context.scope, input.id)),
    addPaths: os.documents.addPaths.handler(({ input, context }) => documents.addPaths(context.scope, input)),
    upload: os.documents.upload.handler(({ input, context }) => {
      const [first = '', ...others] = input.chatbotId; // its schema asks for one at least
      const target = { chatbotIds: [first, ...others] as const, onSameName: input.onSameName };
      return documents.receive(context.scope, target, asContent(context.files));
    }),
    download: os.documents.download.handler(({ input, context }) =>
      documents.original(context.scope, input.id),
    ),
    addSample: os.documents.addSample.handler(({ input, context }) =>
      documents.addSample(context.scope, input.chatbotId, input.language),
    ),
    link: os.documents.link.handler(({ input, context }) =>
      documents.link(context.scope, input.id, input.chatbotIds),
    ),
    linkMany: os.documents.linkMany.handler(({ input, context }) => documents.linkMany(context.scope, input)),
    rename: os.documents.rename.handler(({ input, context }) =>
      documents.rename(context.scope, input.id, input.title),
    ),
    dismiss: os.documents.dismiss.handler(({ input, context }) =>
      documents.dismiss(context.scope, input.ids, input.dismissed),
    ),
    versions: os.documents.versions.handler(({ input, context }) =>
      documents.versions(context.scope, input.id),
    ),
    compare: os.documents.compare.handler(({ input, context }) => documents.compare(context.scope, input)),
    replace: os.documents.replace.handler(({ input, context }) =>
      documents.replace(context.scope, input.id, input.olderId),
    ),
    restore: os.documents.restore.handler(({ input, context }) =>
      documents.restore(context.scope, input.id, input.beside),
    ),
    retryMany: os.documents.retryMany.handler(({ input, context }) =>
      documents.retryMany(context.scope, input),
    ),
    retry: os.documents.retry.handler(({ input, context }) => documents.retry(context.scope, input.id)),
    recognise: os.documents.recognise.handler(({ input, context }) =>
      documents.recognise(context.scope, input.id),
    ),
    stopRecognition: os.documents.stopRecognition.handler(({ input, context }) =>
      documents.stopRecognition(context.scope, input.id),
    ),
    unlock: os.documents.unlock.handler(({ input, context, signal }) =>
      documents.unlock(context.scope, input, signal),
    ),
    forgetPassword: os.documents.forgetPassword.handler(({ input, context }) =>
      documents.forgetPassword(context.scope, input.id),
    ),
    remove: os.documents.remove.handler(async ({ input, context }) => {
      await documents.remove(context.scope, input.id);
      return {};
    }),
    page: os.documents.page.handler(({ input, context }) => documents.page(context.scope, input)),
    pageImage: os.documents.pageImage.handler(({ input, context, signal }) =>
      documents.pageImage(context.scope, input, signal),
    ),
    pageLayout: os.documents.pageLayout.handler(({ input, context, signal }) =>
      documents.pageLayout(context.scope, input, signal),
    ),
    passages: os.documents.passages.handler(({ input, context }) => documents.passages(context.scope, input)),
  };
}

export function createPassageRoutes(
  { routes }: PassageEdits,
  flagged: FlaggedPassages,
  alike: AlikePassages,
) {
  return {
    edits: os.passages.edits.handler(({ input, context }) => routes.edits(context.scope, input.id)),
    mend: os.passages.mend.handler(({ input, context }) => routes.mend(context.scope, input)),
    split: os.passages.split.handler(({ input, context }) => routes.split(context.scope, input)),
    join: os.passages.join.handler(({ input, context }) => routes.join(context.scope, input)),
    change: os.passages.change.handler(({ input: { id, ...change }, context }) =>
      routes.change(context.scope, id, change),
    ),
    keep: os.passages.keep.handler(({ input, context }) => routes.keep(context.scope, input.id)),
    undo: os.passages.undo.handler(({ input, context }) => {
      routes.undo(context.scope, input.id);
      return {};
    }),
    flags: os.passages.flags.handler(({ input, context }) => flagged.flags(context.scope, input.id)),
    excludeFlagged: os.passages.excludeFlagged.handler(({ input, context }) =>
      flagged.exclude(context.scope, input.id, input.flag),
    ),
    takeBack: os.passages.takeBack.handler(({ input, context }) =>
      flagged.takeBack(context.scope, input.id, input.editIds),
    ),
    alike: os.passages.alike.handler(({ input, context }) => alike.groups(context.scope, input)),
    keepAlone: os.passages.keepAlone.handler(({ input, context }) => alike.keepAlone(context.scope, input)),
  };
}

async function* asContent(files: IncomingFiles): AsyncGenerator<IncomingContent> {
  for await (const { fileName, content } of files) yield { fileName, content: () => content };
}
