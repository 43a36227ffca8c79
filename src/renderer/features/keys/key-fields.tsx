import Box from '@mui/material/Box';
import MenuItem from '@mui/material/MenuItem';
import { useTranslation } from 'react-i18next';
import type { Chatbot } from '#shared/contract/chatbots.ts';
import { keyScopes } from '#shared/contract/route.ts';
import { KEY_NAME_MAX_LENGTH } from '#shared/contract/limits.ts';
import { Field } from '../../ui/field.tsx';
import { Choice, ChoiceGroup } from './choice.tsx';
import { ends, type DraftProblem, type KeyDraft } from './key-draft.ts';

type Props = {
  draft: KeyDraft;
  /** A key that is there already: its rights are fixed. */
  stored: boolean;
  chatbots: readonly Chatbot[];
  problems: readonly DraftProblem[];
  onChange: (changed: Partial<KeyDraft>) => void;
};

export function KeyFields({ draft, stored, chatbots, problems, onChange }: Props) {
  const { t } = useTranslation('keys');
  const { name, scopes, everyBot, chatbotIds, end, date } = draft;
  const problem = (which: DraftProblem) => (problems.includes(which) ? t(`problem_${which}`) : undefined);
  const administers = scopes.includes('admin');
  return (
    <Box sx={{ display: 'grid', gap: 2.5, pt: 0.5 }}>
      <Field
        autoFocus
        required
        label={t('name')}
        hint={problem('name') ?? t('nameHint')}
        error={problems.includes('name')}
        value={name}
        onChange={event => onChange({ name: event.target.value })}
        slotProps={{ htmlInput: { maxLength: KEY_NAME_MAX_LENGTH } }}
      />
      <ChoiceGroup
        label={t('scopes')}
        problem={problem('scopes')}
        hint={stored ? t('scopesFixed') : undefined}
      >
        {keyScopes.map(scope => (
          <Choice
            key={scope}
            kind="checkbox"
            label={t(`scope_${scope}`)}
            text={t(`may_${scope}`)}
            checked={administers || scopes.includes(scope)}
            disabled={stored || (administers && scope !== 'admin')}
            onChange={checked =>
              onChange({ scopes: checked ? [...scopes, scope] : scopes.filter(other => other !== scope) })
            }
          />
        ))}
      </ChoiceGroup>
      <ChoiceGroup label={t('bots')} problem={problem('bots')} role="radiogroup">
        <Choice
          kind="radio"
          label={t('botsAll')}
          checked={everyBot}
          onChange={() => onChange({ everyBot: true })}
        />
        <Choice
          kind="radio"
          label={t('botsChosen')}
          checked={!everyBot}
          disabled={chatbots.length === 0}
          text={chatbots.length === 0 ? t('noBots') : undefined}
          onChange={() => onChange({ everyBot: false })}
        />
        {!everyBot && (
          <Box sx={{ pl: 4, maxHeight: 180, overflowY: 'auto' }}>
            {chatbots.map(({ id, name: bot }) => (
              <Choice
                key={id}
                kind="checkbox"
                label={bot}
                checked={chatbotIds.includes(id)}
                onChange={checked =>
                  onChange({
                    chatbotIds: checked ? [...chatbotIds, id] : chatbotIds.filter(other => other !== id),
                  })
                }
              />
            ))}
          </Box>
        )}
      </ChoiceGroup>
      <Box sx={{ display: 'grid', gap: 2, gridTemplateColumns: { sm: '1fr 1fr' }, alignItems: 'start' }}>
        <Field
          select
          label={t('end')}
          hint={end === 'never' ? t('endNeverHint') : t('endHint')}
          value={end}
          onChange={event => onChange({ end: ends.find(one => one === event.target.value) ?? 'year' })}
        >
          {ends
            .filter(one => stored || one !== 'keep')
            .map(one => (
              <MenuItem key={one} value={one}>
                {t(`end_${one}`)}
              </MenuItem>
            ))}
        </Field>
        {end === 'date' && (
          <Field
            type="date"
            label={t('endDate')}
            hint={problem('end')}
            error={problems.includes('end')}
            value={date}
            onChange={event => onChange({ date: event.target.value })}
          />
        )}
      </Box>
    </Box>
  );
}
