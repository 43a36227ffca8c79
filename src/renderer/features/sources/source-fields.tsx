import Box from '@mui/material/Box';
import FormControlLabel from '@mui/material/FormControlLabel';
import Radio from '@mui/material/Radio';
import RadioGroup from '@mui/material/RadioGroup';
import { useQuery } from '@tanstack/react-query';
import { useId, useState } from 'react';
import { useTranslation } from 'react-i18next';
import Button from '@mui/material/Button';
import { SOURCE_NAME_MAX_LENGTH } from '#shared/contract/limits.ts';
import { onVanished, vanishedChoices, type Source } from '#shared/contract/sources.ts';
import { orpc } from '../../rpc/client.ts';
import { Field } from '../../ui/field.tsx';
import { Icon } from '../../ui/icon.tsx';
import { TagField } from '../tags/index.ts';
import { FeedAddress, FeedLimits } from './feed-fields.tsx';
import { MailboxLimits, MailboxPlace } from './mailbox-fields.tsx';
import { FolderLimits, FolderPath } from './folder-fields.tsx';
import { ScheduleField } from './schedule-field.tsx';
import { SiteLimits, SiteStart } from './site-fields.tsx';
import { SiteLoginFields } from './site-login-fields.tsx';
import { settingsOf, type SourceDraft } from './source-draft.ts';
import { Tick } from './tick.tsx';

type Props = {
  kind: Source['kind'];
  clientId: string;
  draft: SourceDraft;
  onChange: (draft: SourceDraft) => void;
  /** What is changed; null while it is added. */
  source?: Source | null;
  /** Which folder it is stays: it is chosen where the folder is. */
  fixed?: boolean;
  /** What it gives its documents is not known. */
  withoutTags?: boolean;
  /** All of it at once; else what is usual is folded away. */
  open?: boolean;
};

/** What is asked of a source: few questions first, the others with what is usual. */
export function SourceFields(props: Props) {
  const { kind, clientId, draft, onChange, source = null, fixed = false, open = false } = props;
  const { withoutTags = false } = props;
  const { t } = useTranslation(['sources', 'tags']);
  const [unfolded, setUnfolded] = useState(open);
  const change = (some: Partial<SourceDraft>) => onChange({ ...draft, ...some });
  const folder = {
    settings: draft.folder,
    onChange: (next: SourceDraft['folder']) => change({ folder: next }),
  };
  const site = { settings: draft.site, onChange: (next: SourceDraft['site']) => change({ site: next }) };
  const feed = { settings: draft.feed, onChange: (next: SourceDraft['feed']) => change({ feed: next }) };
  const mailbox = {
    draft: draft.mailbox,
    onChange: (next: SourceDraft['mailbox']) => change({ mailbox: next }),
  };
  return (
    <Box sx={{ display: 'grid', gap: 2, gridTemplateColumns: 'minmax(0, 1fr)' }}>
      {kind === 'site' && <SiteStart {...site} />}
      {kind === 'feed' && <FeedAddress {...feed} />}
      {kind === 'mailbox' && <MailboxPlace {...mailbox} clientId={clientId} sourceId={source?.id ?? null} />}
      {kind === 'folder' && !fixed && <FolderPath {...folder} />}
      <ForChatbots
        clientId={clientId}
        chosen={draft.chatbotIds}
        onChange={chatbotIds => change({ chatbotIds })}
      />
      {!open && (
        <Box>
          <Button
            size="small"
            variant="text"
            aria-expanded={unfolded}
            onClick={() => setUnfolded(!unfolded)}
            startIcon={<Icon name={unfolded ? 'up' : 'down'} size={16} />}
          >
            {t('more_settings')}
          </Button>
        </Box>
      )}
      {unfolded && (
        <>
          <Field
            label={t('name')}
            hint={open ? undefined : t('nameHint')}
            value={draft.name}
            onChange={event => change({ name: event.target.value })}
            slotProps={{ htmlInput: { maxLength: SOURCE_NAME_MAX_LENGTH } }}
          />
          {kind === 'site' && <SiteLimits {...site} sourceId={source?.id ?? null} />}
          {kind === 'feed' && <FeedLimits {...feed} />}
          {kind === 'mailbox' && <MailboxLimits {...mailbox} />}
          {kind === 'folder' && !fixed && <FolderLimits {...folder} />}
          {kind === 'site' && (
            <SiteLoginFields
              login={draft.login}
              hasLogin={source?.kind === 'site' && source.hasLogin}
              host={hostOf(draft)}
              onChange={login => change({ login })}
            />
          )}
          <Box>
            <ScheduleField schedule={draft.schedule} onChange={schedule => change({ schedule })} />
            {kind === 'folder' && (
              <Box sx={{ color: 'var(--muted)', typography: 'small', mt: 0.5 }}>{t('watched')}</Box>
            )}
          </Box>
          {!withoutTags && (
            <TagField
              clientId={clientId}
              label={t('tags:bySource')}
              hint={t('tags:bySourceHint')}
              names={draft.tags}
              onChange={tags => change({ tags })}
            />
          )}
          {kind !== 'feed' && <Vanishing draft={draft} onChange={change} />}
        </>
      )}
    </Box>
  );
}

/** Where the site begins; null before its address is typed. */
function hostOf(draft: SourceDraft): string | null {
  const [first = ''] = settingsOf(draft).site.start;
  return URL.canParse(first) ? new URL(first).host : null;
}

function Vanishing({
  draft,
  onChange,
}: {
  draft: SourceDraft;
  onChange: (change: Partial<SourceDraft>) => void;
}) {
  const { t } = useTranslation('sources');
  const id = useId();
  return (
    <Box>
      <Box id={id} sx={{ fontWeight: 570 }}>
        {t('onVanished')}
      </Box>
      <RadioGroup
        aria-labelledby={id}
        value={draft.onVanished}
        onChange={(_, value) => onChange({ onVanished: onVanished.parse(value) })}
      >
        {vanishedChoices.map(choice => (
          <FormControlLabel key={choice} value={choice} control={<Radio />} label={t(`vanished_${choice}`)} />
        ))}
      </RadioGroup>
    </Box>
  );
}

type ForChatbotsProps = {
  clientId: string;
  chosen: readonly string[];
  onChange: (chosen: string[]) => void;
};

function ForChatbots({ clientId, chosen, onChange }: ForChatbotsProps) {
  const { t } = useTranslation('sources');
  const chatbots = useQuery(orpc.chatbots.list.queryOptions({ input: { clientId } }));
  return (
    <Box component="fieldset" sx={{ border: 0, m: 0, p: 0, minWidth: 0 }}>
      <Box component="legend" sx={{ fontWeight: 570, p: 0 }}>
        {t('forChatbots')}
      </Box>
      {chatbots.data?.map(({ id, name }) => (
        <Tick
          key={id}
          label={name}
          checked={chosen.includes(id)}
          onChange={checked => onChange(checked ? [...chosen, id] : chosen.filter(other => other !== id))}
        />
      ))}
      {chosen.length === 0 && (
        <Box sx={{ color: 'var(--muted)', typography: 'small' }}>{t('noChatbots')}</Box>
      )}
    </Box>
  );
}
