import { ON_SAME_NAME, type Document, type SameNameChoice } from '#shared/contract/document.ts';
import { client, desktop } from './client.ts';
import { sendFiles, type SendOptions } from './files.ts';

type UploadOptions = SendOptions & {
  chatbotIds: readonly [string, ...string[]];
  onSameName?: SameNameChoice;
};

/**
 * Sends files to the knowledge of chatbots of one client. In the window their paths are enough; in a browser their
 * bytes go over HTTP, with progress from 0 to 1. Throws UploadError, or the signal's reason.
 */
export async function uploadFiles(
  files: readonly File[],
  { chatbotIds, onSameName = ON_SAME_NAME, ...options }: UploadOptions,
): Promise<Document[]> {
  const bridge = desktop;
  if (bridge) {
    const paths = files.map(file => bridge.pathOfFile(file)).filter(path => path !== '');
    if (paths.length === files.length) {
      const [chatbotId, ...otherChatbotIds] = chatbotIds;
      const { documents } = await client.documents.addPaths({
        chatbotId,
        otherChatbotIds,
        paths,
        onSameName,
      });
      return documents;
    }
  }
  return await sendFiles('/documents', { chatbotId: [...chatbotIds], onSameName }, files, options);
}
