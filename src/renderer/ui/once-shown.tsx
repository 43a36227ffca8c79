import Box from '@mui/material/Box';
import Dialog, { type DialogProps } from '@mui/material/Dialog';
import {
  createContext,
  useContext,
  useEffect,
  useEffectEvent,
  useMemo,
  useState,
  type ReactNode,
} from 'react';
import { useTranslation } from 'react-i18next';
import { ConfirmDialog } from './confirm-dialog.tsx';
import { LeaveGuard } from './leave-guard.tsx';

type Keeping = {
  /** What is shown was copied, saved or printed: it may be left without a question. */
  keep: () => void;
};

const KeepingContext = createContext<Keeping>({ keep: () => undefined });

/** For whatever copies or saves: says to the secret around it, if there is one, that it is kept. */
export function useKeeping(): Keeping {
  return useContext(KeepingContext);
}

type Shown = {
  /** What is shown this once; null while nothing is. Another one has to be kept anew. */
  secret: string | null;
  /** It has already reached whom it is for, by mail. */
  handedOver?: boolean;
};

function useKept({ secret, handedOver = false }: Shown) {
  const [keptSecret, setKept] = useState<string | null>(null);
  const keeping = useMemo<Keeping>(() => ({ keep: () => setKept(secret) }), [secret]);
  return { keeping, unkept: secret !== null && keptSecret !== secret && !handedOver };
}

/** A secret on a page: leaving the page asks first, unless it was kept. */
export function OnceShown({ children, ...shown }: Shown & { children: ReactNode }) {
  const { keeping, unkept } = useKept(shown);
  const words = useOnceWords();
  return (
    <KeepingContext value={keeping}>
      <Box onCopy={keeping.keep}>{children}</Box>
      <LeaveGuard unsaved={unkept} saving={false} words={words} />
    </KeepingContext>
  );
}

type OnceShownDialogProps = Shown &
  Omit<DialogProps, 'open' | 'onClose' | 'onCopy' | 'children'> & {
    onClose: () => void;
    /**
     * `close` asks first, like Escape and a click beside the dialog; so does `leave`, for going on with something else.
     * `done` does not: it is for a button that says that all is kept.
     */
    children: (ways: { close: () => void; leave: (next: () => void) => void; done: () => void }) => ReactNode;
  };

/** A dialog that may show a secret this once: nothing closes it without a question before the secret was kept. */
export function OnceShownDialog({ secret, handedOver, onClose, children, ...dialog }: OnceShownDialogProps) {
  const { keeping, unkept } = useKept({ secret, handedOver });
  const [next, setNext] = useState<(() => void) | null>(null);
  const [letGo, setLetGo] = useState(false);
  const words = useOnceWords();
  const done = () => setLetGo(true);
  const leaveNow = useEffectEvent(onClose);
  // Once drawn: closing may go to another address, which is not to be asked about any more.
  useEffect(() => {
    if (letGo) leaveNow();
  }, [letGo]);
  const leave = (going: () => void) => (unkept ? setNext(() => going) : going());
  const close = () => leave(done);
  return (
    <KeepingContext value={keeping}>
      <Dialog open onClose={close} onCopy={keeping.keep} {...dialog}>
        {children({ close, leave, done })}
      </Dialog>
      <ConfirmDialog
        open={next !== null}
        title={words.title}
        confirm={words.leave}
        destructive
        onConfirm={() => {
          setNext(null);
          next?.();
        }}
        onClose={() => setNext(null)}
      >
        {words.body}
      </ConfirmDialog>
      <LeaveGuard unsaved={unkept && !letGo} saving={false} words={words} />
    </KeepingContext>
  );
}

function useOnceWords() {
  const { t } = useTranslation('common');
  return { title: t('onceTitle'), body: t('onceText'), leave: t('onceLeave') };
}
