import type { VisitorSession } from '#shared/contract/visitor-panel.ts';
import { isOpen } from '#shared/lib/office-hours.ts';
import { asVisitorWidget, type InheritedByWidget } from '#shared/lib/visitor-views.ts';
import { filledLines } from '../../../ui/filled-lines.ts';
import { tidied, type EditedWidget } from './appearance-edits.ts';

const NOBODY = '00000000-0000-7000-8000-000000000000';

/**
 * The session a new visitor would get if what is being edited were saved.
 * @param bot with its own unsaved edits: what the widget inherits shows them too
 * @param logo a `data:` address, or null
 */
export function previewSession(
  edited: EditedWidget,
  bot: InheritedByWidget,
  logo: string | null,
  now: Date,
): VisitorSession {
  const { publicId, appearance, behaviour } = tidied(edited);
  return {
    widget: asVisitorWidget(
      // Whether mail can leave is the visitors' business: here the choice itself is shown.
      { publicId, appearance, behaviour, logo, mailIsReady: true },
      { ...bot, suggestedQuestions: filledLines(bot.suggestedQuestions) },
    ),
    visitor: { id: NOBODY, name: null, email: null, consentAt: null },
    conversations: [],
    open: isOpen(behaviour.officeHours, now),
    server: { version: '' },
  };
}
