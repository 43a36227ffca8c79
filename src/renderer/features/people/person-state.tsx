import { useTranslation } from 'react-i18next';
import type { Person } from '#shared/contract/people.ts';
import { StateChip, type Tone } from '../../ui/state-chip.tsx';

const tones = { active: 'ok', invited: 'info', disabled: 'quiet' } as const satisfies Record<
  Person['state'],
  Tone
>;

/** Whether a person comes, is awaited or is out. */
export function PersonState({ person }: { person: Person }) {
  const { words, tone } = usePersonStateWords()(person);
  return (
    <StateChip tone={tone} dot={person.state === 'active'}>
      {words}
    </StateChip>
  );
}

/** The same in words alone, with how it looks. */
export function usePersonStateWords(): (person: Person) => { words: string; tone: Tone } {
  const { t } = useTranslation('people');
  return ({ state, link }) =>
    state === 'invited' && link?.expired !== false
      ? { words: t('expired'), tone: 'warn' }
      : { words: t(`state_${state}`), tone: tones[state] };
}
