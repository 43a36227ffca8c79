import Box from '@mui/material/Box';
import Checkbox from '@mui/material/Checkbox';
import FormControlLabel from '@mui/material/FormControlLabel';
import { useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { Chatbot } from '#shared/contract/chatbots.ts';
import type { UploadTarget } from './upload-queue.ts';
import { FormDialog } from '../../ui/form-dialog.tsx';

const LAST_TARGETS = 'foyer.knowledge.targets';

export type ForWhom = {
  /** Calls `go` with the chatbots that something is meant for: the one a person stands in, or those they choose. */
  ask: (go: (target: UploadTarget) => void) => void;
  /** False without any chatbot. */
  possible: boolean;
  /** The chatbot that is not asked about; undefined where a person is asked. */
  known: Chatbot | undefined;
  dialog: ReactNode;
};

/** For which chatbots new documents are: the one a person stands in, the only one, or those they say. */
export function useForWhom(bots: readonly Chatbot[], standingIn: string | undefined): ForWhom {
  const [waiting, setWaiting] = useState<{ go: (target: UploadTarget) => void } | null>(null);
  const known = bots.find(({ id }) => id === standingIn) ?? (bots.length === 1 ? bots[0] : undefined);
  return {
    possible: bots.length > 0,
    known,
    ask: go => (known ? go([known.id]) : setWaiting({ go })),
    dialog: waiting && (
      <ForWhomDialog
        bots={bots}
        onClose={() => setWaiting(null)}
        onChosen={target => {
          setWaiting(null);
          waiting.go(target);
        }}
      />
    ),
  };
}

type Props = {
  bots: readonly Chatbot[];
  onClose: () => void;
  onChosen: (target: UploadTarget) => void;
};

function ForWhomDialog({ bots, onClose, onChosen }: Props) {
  const { t } = useTranslation(['knowledge', 'common']);
  const [chosen, setChosen] = useState<readonly string[]>(() => {
    const last = localStorage.getItem(LAST_TARGETS)?.split(',') ?? [];
    return last.filter(id => bots.some(bot => bot.id === id));
  });
  const [first, ...others] = chosen;
  const toggle = (id: string) =>
    setChosen(current => (current.includes(id) ? current.filter(one => one !== id) : [...current, id]));
  return (
    <FormDialog
      title={t('forWhomTitle')}
      submit={t('forWhomGo')}
      disabled={first === undefined}
      onSubmit={() => {
        if (first === undefined) return;
        localStorage.setItem(LAST_TARGETS, chosen.join(','));
        onChosen([first, ...others]);
      }}
      onClose={onClose}
    >
      <Box sx={{ color: 'var(--muted)', mb: 1 }}>{t('forWhomHint')}</Box>
      {bots.map(({ id, name }) => (
        <FormControlLabel
          key={id}
          sx={{ display: 'flex', ml: '-9px', mr: 0 }}
          control={<Checkbox checked={chosen.includes(id)} onChange={() => toggle(id)} />}
          label={name}
        />
      ))}
    </FormDialog>
  );
}
