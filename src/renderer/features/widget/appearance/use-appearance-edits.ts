import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import type { Widget } from '#shared/contract/widget-settings.ts';
import { client, orpc } from '../../../rpc/client.ts';
import type { Editing } from '../../chatbots/index.ts';
import {
  changesOf,
  editsWith,
  isValid,
  problemsOf,
  widgetWith,
  type AppearanceEdits,
} from './appearance-edits.ts';

/** The widget of a chatbot as a person is changing it. */
export function useAppearanceEdits(chatbotId: string) {
  const queries = useQueryClient();
  const [edits, setEdits] = useState<AppearanceEdits>({});
  const input = { id: chatbotId };
  const stored = useQuery(orpc.widgets.get.queryOptions({ input }));
  const logo = useQuery(
    orpc.widgets.logo.queryOptions({
      input,
      enabled: stored.data !== undefined && stored.data.appearance.logo !== null,
    }),
  );
  const widget = stored.data;
  const edited = widget && widgetWith(widget, edits);
  const problems = edited && problemsOf(edited);
  const changes = widget ? changesOf(widget, edits) : null;

  const keep = (saved: Widget) => {
    queries.setQueryData(orpc.widgets.get.queryKey({ input }), saved);
    void queries.invalidateQueries({ queryKey: orpc.widgets.key() });
  };
  const editing: Editing<'appearance'> = {
    tab: 'appearance',
    changed: changes !== null,
    valid: problems === undefined || isValid(problems),
    async send() {
      if (changes === null) return;
      if (changes.settings !== null) keep(await client.widgets.update(changes.settings));
      if (changes.logo !== undefined) {
        const image = changes.logo === null ? null : imageOf(changes.logo);
        const saved = await client.widgets.setLogo({ id: chatbotId, data: image?.data ?? null });
        // Known already: what is shown does not blink.
        queries.setQueryData(orpc.widgets.logo.queryKey({ input }), { logo: image });
        keep(saved);
      }
      setEdits(current => (current === edits ? {} : current)); // what was typed meanwhile stays
    },
    discard: () => setEdits({}),
  };
  const storedLogo = widget?.appearance.logo === null ? null : (logo.data?.logo ?? null);
  return {
    ...editing,
    query: stored,
    /** Undefined until the widget was read. */
    shown:
      edited && problems
        ? {
            widget: edited,
            problems,
            /** As an address, with what is being edited; null for none. */
            logo:
              edits.logo === undefined
                ? storedLogo && `data:${storedLogo.mediaType};base64,${storedLogo.data}`
                : edits.logo,
          }
        : undefined,
    edit: (change: AppearanceEdits) => setEdits(current => editsWith(current, change)),
  };
}

/** What a `data:` address holds. */
function imageOf(address: string): { data: string; mediaType: string } {
  const [head = '', data = ''] = address.split(',');
  return { data, mediaType: head.slice('data:'.length, head.indexOf(';')) };
}

export type AppearanceEditing = ReturnType<typeof useAppearanceEdits>;
