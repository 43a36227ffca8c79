import Box from '@mui/material/Box';
import { useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { InheritedByWidget } from '#shared/lib/visitor-views.ts';
import { useAppearance } from '../../../state/appearance.tsx';
import { shownLanguage } from '../../../state/i18n.ts';
import { ErrorState, LoadingState } from '../../../ui/states.tsx';
import { useNow } from '../../../ui/use-now.ts';
import type { EditedWidget } from './appearance-edits.ts';
import { PreviewControls, type PreviewView } from './preview-controls.tsx';
import { PreviewFrame } from './preview-frame.tsx';
import { previewSession } from './preview-session.ts';
import type { AppearanceEditing } from './use-appearance-edits.ts';
import { useSize } from './use-size.ts';

/** Widths of the pages the preview stands for, in pixels: a phone as large as it is, a desk made smaller. */
const PHONE_WIDTH = 390;
const DESKTOP_WIDTH = 680;

type Props = {
  /** With its own unsaved edits. */
  bot: InheritedByWidget & { id: string; active: boolean };
  editing: AppearanceEditing;
  /** True when answers still follow what was saved. */
  stale: boolean;
  onClose?: (() => void) | undefined;
};

/** The widget as it would be if everything were saved now, and answering. */
export default function WidgetPreview({ bot, editing, stale, onClose }: Props) {
  const { t } = useTranslation('appearance');
  const { dark } = useAppearance();
  const [view, setView] = useState<PreviewView>({
    size: 'phone',
    theme: dark ? 'dark' : 'light',
    look: 'chat',
    launcher: false,
  });
  const [run, setRun] = useState(0);
  const { shown, query } = editing;
  const notes = [
    ...(bot.active ? [t('previewReal')] : [t('previewPaused')]),
    ...(stale ? [t('previewUnsaved')] : []),
  ];
  return (
    <Box
      component="section"
      aria-label={t('preview')}
      sx={{
        flex: 1,
        minWidth: 0,
        minHeight: 0,
        display: 'flex',
        flexDirection: 'column',
        gap: 1.25,
        p: onClose === undefined ? 0 : 1.5,
      }}
    >
      {shown === undefined ? (
        query.isError ? (
          <ErrorState error={query.error} onRetry={() => void query.refetch()} />
        ) : (
          <LoadingState rows={3} />
        )
      ) : (
        <>
          <PreviewControls
            view={view}
            fixedTheme={shown.widget.appearance.theme === 'visitor' ? null : shown.widget.appearance.theme}
            hasForm={hasForm(shown.widget)}
            onChange={change => setView(current => ({ ...current, ...change }))}
            onRestart={() => setRun(count => count + 1)}
            onClose={onClose}
          />
          <Stage key={run} bot={bot} widget={shown.widget} logo={shown.logo} view={view} />
          <Box sx={{ color: 'var(--muted)', typography: 'small', textAlign: 'center' }}>
            {notes.join(' ')}
          </Box>
        </>
      )}
    </Box>
  );
}

function hasForm({ behaviour: { leadForm } }: EditedWidget): boolean {
  return leadForm !== null && leadForm.when !== 'never' && leadForm.fields.length > 0;
}

type StageProps = { bot: Props['bot']; widget: EditedWidget; logo: string | null; view: PreviewView };

/** The place the widget stands in, as wide as the page it stands for. */
function Stage({ bot, widget, logo, view }: StageProps) {
  const { element, size } = useSize();
  const language = shownLanguage();
  const now = useNow();
  const { id, name, description, avatar, color, language: botLanguage, welcomeMessage } = bot;
  const { suggestedQuestions } = bot;
  const look = view.look === 'lead-form' && !hasForm(widget) ? 'chat' : view.look;
  const shown = useMemo(() => {
    const session = previewSession(
      widget,
      {
        name,
        description,
        avatar,
        color,
        language: botLanguage,
        welcomeMessage,
        suggestedQuestions,
      },
      logo,
      now,
    );
    const theme = session.widget.theme === 'visitor' ? view.theme : session.widget.theme;
    return {
      session: { ...session, widget: { ...session.widget, theme } },
      pageLanguage: language,
      launcher: view.launcher,
      label: widget.appearance.label?.trim() || null,
      look,
    };
  }, [
    widget,
    name,
    description,
    avatar,
    color,
    botLanguage,
    welcomeMessage,
    suggestedQuestions,
    logo,
    now,
    language,
    view.theme,
    view.launcher,
    look,
  ]);
  return (
    <Box ref={element} sx={{ flex: 1, minHeight: 0, display: 'flex', justifyContent: 'center' }}>
      {size && (
        <Box
          sx={{
            width: view.size === 'phone' ? Math.min(PHONE_WIDTH, size.width) : size.width,
            height: size.height,
            flex: 'none',
            overflow: 'hidden',
            background: 'var(--surface)',
            border: '1px solid var(--line)',
            borderRadius: 'var(--r-l)',
            boxShadow: 'var(--shadow-2)',
          }}
        >
          <PreviewFrame chatbotId={id} shown={shown} size={frameSize(view.size, size)} />
        </Box>
      )}
    </Box>
  );
}

function frameSize(wanted: PreviewView['size'], place: { width: number; height: number }) {
  const [width, height] = [place.width - 2, place.height - 2]; // inside the border
  if (wanted === 'phone' || width >= DESKTOP_WIDTH)
    return { width: wanted === 'phone' ? Math.min(PHONE_WIDTH - 2, width) : width, height, scale: 1 };
  const scale = width / DESKTOP_WIDTH;
  return { width: DESKTOP_WIDTH, height: height / scale, scale };
}
