import { z } from 'zod';
import type { Narrowing } from '#shared/contract/narrowing.ts';
import { documentState, type DocumentState } from '#shared/contract/document.ts';

/** What a person may ask to see of the documents: a state, or what needs a look. */
export const documentView = z.enum([...documentState.options, 'warned', 'outdated', 'dismissed']);
export type DocumentView = z.infer<typeof documentView>;

export type DocumentFilter = {
  chatbotId?: string | undefined;
  view?: DocumentView | undefined;
  q?: string | undefined;
  narrowed?: Pick<Narrowing, 'type' | 'language' | 'sourceId' | 'tagId'>;
};

type ViewInput = { state?: DocumentState; warned?: boolean; outdated?: boolean; dismissed?: boolean };

/** A view as the list is asked for it. Failures that were dismissed have a view of their own. */
export function inputOf(view: DocumentView | undefined): ViewInput {
  switch (view) {
    case undefined:
      return {};
    case 'warned':
      return { warned: true };
    case 'outdated':
      return { outdated: true };
    case 'dismissed':
      return { dismissed: true };
    case 'failed':
      return { state: 'failed', dismissed: false };
    default:
      return { state: view };
  }
}
