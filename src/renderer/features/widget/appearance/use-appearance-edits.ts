import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import type { Widget } from '#shared/contract/widget-settings.ts';
import { client, orpc } from '../../../rpc/client.ts';
import { readFile, sendFiles } from '../../../rpc/files.ts';
import type { Editing } from '../../chatbots/index.ts';
import {
  changesOf,
  editsWith,
  isValid,
  problemsOf,
  widgetWith,
  type AppearanceEdits,
} from './appearance-edits.ts';
import { fileOf, readLogo } from './logo-file.ts';

/** The widget of a chatbot as a person is changing it. */
export function useAppearanceEdits(chatbotId: string) {
  const queries = useQueryClient();
  const [edits, setEdits] = useState<AppearanceEdits>({});
  const input = { id: chatbotId };
  const stored = useQuery(orpc.widgets.get.queryOptions({ input }));
  const widget = stored.data;
  const logoHash = widget?.appearance.logo ?? null;
  const logo = useQuery({
    queryKey: logoKey(chatbotId, logoHash),
    queryFn: async () => await addressOf(await readFile('/chatbots/{id}/widget/logo', input)),
    enabled: logoHash !== null,
    staleTime: Infinity, // the hash says what it is
  });
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
        const saved =
          changes.logo === null
            ? await client.widgets.removeLogo(input)
            : await sendFiles('/chatbots/{id}/widget/logo', input, [fileOf(changes.logo)]);
        // Known already: what is shown does not blink.
        queries.setQueryData(logoKey(chatbotId, saved.appearance.logo), changes.logo);
        keep(saved);
      }
      setEdits(current => (current === edits ? {} : current)); // what was typed meanwhile stays
    },
    discard: () => setEdits({}),
  };
  const storedLogo = logoHash === null ? null : (logo.data ?? null);
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
            logo: edits.logo === undefined ? storedLogo : edits.logo,
          }
        : undefined,
    edit: (change: AppearanceEdits) => setEdits(current => editsWith(current, change)),
  };
}

const logoKey = (chatbotId: string, hash: string | null) => ['widget-logo', chatbotId, hash] as const;

/** Null for what is no logo after all. */
async function addressOf(image: Blob): Promise<string | null> {
  const read = await readLogo(image);
  return 'address' in read ? read.address : null;
}

export type AppearanceEditing = ReturnType<typeof useAppearanceEdits>;
