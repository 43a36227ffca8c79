import { useTranslation } from 'react-i18next';
import type { Person } from '#shared/contract/people.ts';
import { StateChip, type Tone } from '../../ui/state-chip.tsx';

const tones = { active: 'ok', invited: 'info', disabled: 'quiet' } as const satisfies Record<
  Person['state'],
  Tone
>;

export function PersonState({ person }: { person: Person }) {
  const { t } = useTranslation('people');
  if (person.state === 'invited' && person.link?.expired !== false)
    return <StateChip tone="warn">{t('expired')}</StateChip>;
  return (
    <StateChip tone={tones[person.state]} dot={person.state === 'active'}>
      {t(`state_${person.state}`)}
    </StateChip>
  );
}
