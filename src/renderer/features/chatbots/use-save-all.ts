import { useMutation } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { useToasts } from '../../ui/toasts.tsx';
import { useSaveShortcut } from '../../ui/use-save-shortcut.ts';

/** What a tab of the chatbot's page holds that is not saved. */
export type Editing<Tab extends string = string> = {
  tab: Tab;
  /** True while something really differs from what is stored. */
  changed: boolean;
  valid: boolean;
  /** Saves, and forgets the edits that were saved. */
  send: () => Promise<void>;
  discard: () => void;
};

/** Saves the edits of every tab together (Ctrl/⌘ + S too): changing tabs loses nothing, and asks nothing. */
export function useSaveAll<Tab extends string>(editings: readonly Editing<Tab>[]) {
  const { t } = useTranslation('chatbots');
  const toasts = useToasts();
  const unsaved = editings.filter(({ changed }) => changed);
  const faulty = unsaved.filter(({ valid }) => !valid);
  const saving = useMutation({
    mutationFn: async () => {
      // One after the other: when one fails, those before it are saved and it keeps its edits.
      for (const { send } of unsaved) await send();
    },
    onSuccess: () => toasts.done(t('saved')),
    onError: toasts.failed,
  });
  const save = () => {
    if (unsaved.length > 0 && faulty.length === 0 && !saving.isPending) saving.mutate();
  };
  useSaveShortcut(save);
  return {
    /** The tabs with something unsaved, and those of them that cannot be saved as they are. */
    unsaved: unsaved.map(({ tab }) => tab),
    faulty: faulty.map(({ tab }) => tab),
    valid: faulty.length === 0,
    saving: saving.isPending,
    save,
    discard: () => unsaved.forEach(({ discard }) => discard()),
  };
}
