import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Source } from '#shared/contract/sources.ts';
import { client, desktop, orpc } from '../../rpc/client.ts';
import { FormDialog } from '../../ui/form-dialog.tsx';
import { useToasts } from '../../ui/toasts.tsx';
import { loginOf } from './login-draft.ts';
import { isSameMailbox, mailboxLoginOf } from './mailbox-draft.ts';
import { draftOf, isComplete, settingsOf } from './source-draft.ts';
import { SourceFields } from './source-fields.tsx';

type Props = { source: Source; onClose: () => void };

/** Everything about a source. Where it begins or how far it goes being changed, what it has is shown first again. */
export function EditSource({ source, onClose }: Props) {
  const tags = useQuery({
    ...orpc.tags.ofSource.queryOptions({ input: { id: source.id } }),
    staleTime: 0,
    gcTime: 0, // what is changed begins with what is there now
  });
  if (tags.isPending) return null;
  const names = tags.data?.map(({ name }) => name) ?? null;
  return <Fields source={source} tags={names} unread={tags.error} onClose={onClose} />;
}

type FieldsProps = Props & {
  /** Null where they could not be read: then they are not shown, and stay as they are. */
  tags: string[] | null;
  unread: Error | null;
};

function Fields({ source, tags, unread, onClose }: FieldsProps) {
  const { t } = useTranslation('sources');
  const queries = useQueryClient();
  const toasts = useToasts();
  const [draft, setDraft] = useState(() => draftOf(source, tags ?? []));
  const { id, kind, clientId } = source;
  const hasLogin = source.kind === 'site' && source.hasLogin;
  const isLoginChanged = draft.login.way !== (hasLogin ? 'kept' : 'none');
  const save = useMutation({
    async mutationFn() {
      const { name, chatbotIds, schedule, onVanished } = draft;
      await client.sources.update({
        id,
        name: name.trim(),
        chatbotIds: [...chatbotIds],
        schedule,
        onVanished,
      });
      if (tags !== null && JSON.stringify(draft.tags) !== JSON.stringify(tags))
        await client.tags.setOfSource({ id, names: [...draft.tags] });
      const { folder, site, feed, mailbox } = settingsOf(draft);
      const before = JSON.stringify(source.settings);
      if (kind === 'site' && (JSON.stringify(site) !== before || isLoginChanged))
        await client.sources.changeSite({ id, settings: site, login: loginOf(draft.login) });
      if (kind === 'folder' && desktop && JSON.stringify(folder) !== before)
        await client.sources.changeFolder({ id, settings: folder });
      if (kind === 'feed' && JSON.stringify(feed) !== before)
        await client.sources.changeFeed({ id, settings: feed });
      const mailLogin = mailboxLoginOf(draft.mailbox);
      if (kind === 'mailbox' && (mailLogin !== null || !isSameMailbox(source, mailbox)))
        await client.sources.changeMailbox({ id, settings: mailbox, login: mailLogin ?? undefined });
    },
    onSuccess: () => {
      toasts.done(t('saved'));
      onClose();
    },
    onSettled: () => {
      for (const key of [orpc.sources.key(), orpc.tags.key(), orpc.documents.key()])
        void queries.invalidateQueries({ queryKey: key });
    },
  });
  return (
    <FormDialog
      title={t('editTitle', { name: source.name })}
      submit={t('save')}
      size="sm"
      error={save.error ?? unread}
      disabled={save.isPending || draft.name.trim() === '' || !isComplete(kind, draft)}
      onSubmit={() => save.mutate()}
      onClose={onClose}
    >
      <SourceFields
        kind={kind}
        clientId={clientId}
        draft={draft}
        onChange={setDraft}
        source={source}
        withoutTags={tags === null}
        fixed={kind === 'folder' && !desktop}
        open
      />
    </FormDialog>
  );
}
