import type { InheritedByWidget } from '#shared/lib/visitor-views.ts';
import type { AppearanceEdits, AppearanceProblems, EditedWidget } from './appearance-edits.ts';

/** What each section of the tab is given. */
export type SectionProps = {
  /** With its own unsaved edits. */
  bot: InheritedByWidget;
  widget: EditedWidget;
  problems: AppearanceProblems;
  edit: (change: AppearanceEdits) => void;
};
