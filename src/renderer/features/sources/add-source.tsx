import Box from '@mui/material/Box';
import ButtonBase from '@mui/material/ButtonBase';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { useId, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { sourceKinds, type Source } from '#shared/contract/sources.ts';
import { client, desktop, orpc } from '../../rpc/client.ts';
import { FormDialog } from '../../ui/form-dialog.tsx';
import { Icon } from '../../ui/icon.tsx';
import { Notice } from '../../ui/notice.tsx';
import { useToasts } from '../../ui/toasts.tsx';
import { loginOf } from './login-draft.ts';
import { emptyDraft, isComplete, settingsOf, type SourceDraft } from './source-draft.ts';
import { SourceFields } from './source-fields.tsx';
import { kindIcons } from './source-words.ts';

type Props = { clientId: string; onClose: () => void };

/** What to follow, and for whom; everything else has what is usual. It is looked at first, and nothing is added. */
export function AddSource({ clientId, onClose }: Props) {
  const { t } = useTranslation('sources');
  const navigate = useNavigate();
  const queries = useQueryClient();
  const known = useQuery(orpc.sources.list.queryOptions({ input: { clientId, limit: 1 } })).data?.kinds ?? [];
  const chatbots = useQuery(orpc.chatbots.list.queryOptions({ input: { clientId } })).data ?? [];
  const kinds = sourceKinds.filter(kind => known.includes(kind));
  const [chosen, setChosen] = useState<Source['kind'] | null>(null);
  const kind = chosen ?? (desktop ? kinds[0] : (kinds.find(one => one !== 'folder') ?? kinds[0])) ?? 'folder';
  const [only] = chatbots.length === 1 ? chatbots : [];
  const [typed, setTyped] = useState<SourceDraft | null>(null);
  const draft = typed ?? emptyDraft(kind, only ? [only.id] : []);
  const isElsewhere = kind === 'folder' && !desktop;
  const toasts = useToasts();
  const add = useMutation({
    async mutationFn() {
      const made = await addSource(clientId, kind, draft);
      // It is there by now: what is wrong with its tags is told, and mended in its settings.
      if (draft.tags.length > 0)
        await client.tags.setOfSource({ id: made.id, names: [...draft.tags] }).catch(toasts.failed);
      return made;
    },
    onSuccess: ({ id }) => {
      void queries.invalidateQueries({ queryKey: orpc.sources.key() });
      void navigate({ to: '/sources/$id', params: { id } });
    },
  });
  return (
    <FormDialog
      title={t('addTitle')}
      submit={t('addSubmit')}
      size="sm"
      error={add.error}
      disabled={add.isPending || isElsewhere || !isComplete(kind, draft)}
      onSubmit={() => add.mutate()}
      onClose={onClose}
    >
      <Box sx={{ display: 'grid', gap: 2, gridTemplateColumns: 'minmax(0, 1fr)', overflowWrap: 'anywhere' }}>
        <Box sx={{ color: 'var(--muted)' }}>{t('addHint')}</Box>
        {kinds.length > 1 && (
          <KindChoice
            kinds={kinds}
            kind={kind}
            onChange={next => {
              setChosen(next);
              setTyped({ ...draft, schedule: emptyDraft(next, []).schedule });
            }}
          />
        )}
        {isElsewhere ? (
          <Notice tone="info" icon="folder">
            {t('folderElsewhere')}
          </Notice>
        ) : (
          <SourceFields kind={kind} clientId={clientId} draft={draft} onChange={setTyped} />
        )}
      </Box>
    </FormDialog>
  );
}

function addSource(clientId: string, kind: Source['kind'], draft: SourceDraft): Promise<{ id: string }> {
  const { folder, site, feed, mailbox } = settingsOf(draft);
  const { name, chatbotIds, schedule, onVanished } = draft;
  const given = name.trim() === '' ? {} : { name: name.trim() };
  const whatever = { clientId, chatbotIds: [...chatbotIds], schedule, ...given };
  const rest = { ...whatever, onVanished };
  switch (kind) {
    case 'folder':
      return client.sources.addFolder({ ...rest, settings: folder });
    case 'site':
      return client.sources.addSite({ ...rest, settings: site, login: loginOf(draft.login) ?? undefined });
    case 'feed':
      return client.sources.addFeed({ ...whatever, settings: feed });
    case 'mailbox': {
      const { user, password } = draft.mailbox;
      return client.sources.addMailbox({ ...rest, settings: mailbox, login: { user, password } });
    }
  }
}

type KindProps = {
  kinds: readonly Source['kind'][];
  kind: Source['kind'];
  onChange: (kind: Source['kind']) => void;
};

function KindChoice({ kinds, kind, onChange }: KindProps) {
  const { t } = useTranslation('sources');
  const id = useId();
  return (
    <Box>
      <Box id={id} sx={{ fontWeight: 570, mb: '5px' }}>
        {t('kindQuestion')}
      </Box>
      <Box role="group" aria-labelledby={id} sx={{ display: 'flex', gap: 1.25, flexWrap: 'wrap' }}>
        {kinds.map(one => (
          <ButtonBase
            key={one}
            aria-pressed={one === kind}
            onClick={() => onChange(one)}
            sx={{
              flex: '1 1 180px',
              justifyContent: 'flex-start',
              textAlign: 'left',
              gap: 1.25,
              p: '12px 14px',
              borderRadius: 'var(--r-m)',
              border: '1px solid',
              borderColor: one === kind ? 'var(--accent)' : 'var(--line)',
              background: one === kind ? 'var(--accent-soft)' : 'none',
            }}
          >
            <Box sx={{ color: 'var(--accent)', display: 'grid' }}>
              <Icon name={kindIcons[one]} />
            </Box>
            <span>
              <Box component="span" sx={{ display: 'block', fontWeight: 600 }}>
                {t(`kind_${one}`)}
              </Box>
              <Box component="span" sx={{ display: 'block', color: 'var(--muted)', typography: 'small' }}>
                {t(`kindHint_${one}`)}
              </Box>
            </span>
          </ButtonBase>
        ))}
      </Box>
    </Box>
  );
}
