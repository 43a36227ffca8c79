import { useMemo } from 'react';
import { client } from '../../../rpc/client.ts';
import { problemOf } from '../../../rpc/errors.ts';
import { createPreviewAnswers } from './preview-answers.ts';

/** What answers the questions asked in a preview: the chatbot itself. */
export function usePreviewAnswers(chatbotId: string) {
  return useMemo(
    () =>
      createPreviewAnswers(chatbotId, {
        chat: input => client.conversations.chat(input),
        stop: messageId => client.conversations.stop({ messageId }),
        page: (id, offset) => client.documents.page({ id, offset }),
        codeOf: problemOf,
      }),
    [chatbotId],
  );
}
