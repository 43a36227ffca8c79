import {
  officeHours,
  widgetAppearance,
  type OfficeHours,
  type WeekDay,
  type Widget,
  type WidgetAppearance,
  type WidgetBehaviour,
  type WidgetLimits,
  type WidgetUpdate,
} from '#shared/contract/widget-settings.ts';
import {
  AUTO_OPEN_MAX_SECONDS,
  PRIVACY_ADDRESS_MAX_LENGTH,
  WIDGET_LIMIT_MAX,
} from '#shared/contract/limits.ts';
import { filledLines } from '../../../ui/filled-lines.ts';

/** What was changed and not saved; the rest follows the widget as stored, so that another window's changes stay. */
export type AppearanceEdits = {
  appearance?: Partial<WidgetAppearance>;
  behaviour?: Partial<WidgetBehaviour>;
  limits?: Partial<WidgetLimits>;
  /** A `data:` address; null takes the logo away. */
  logo?: string | null;
};

/** The widget with what is being edited. */
export type EditedWidget = Pick<Widget, 'publicId' | 'behaviour' | 'limits'> & {
  appearance: WidgetAppearance;
};

export function widgetWith(widget: Widget, edits: AppearanceEdits): EditedWidget {
  return {
    publicId: widget.publicId,
    appearance: { ...widget.appearance, ...edits.appearance },
    behaviour: { ...widget.behaviour, ...edits.behaviour },
    limits: { ...widget.limits, ...edits.limits },
  };
}

/** Edits of which one more was made. */
export function editsWith(edits: AppearanceEdits, more: AppearanceEdits): AppearanceEdits {
  return {
    ...edits,
    ...more,
    appearance: { ...edits.appearance, ...more.appearance },
    behaviour: { ...edits.behaviour, ...more.behaviour },
    limits: { ...edits.limits, ...more.limits },
  };
}

export type AppearanceChanges = {
  /** What `widgets.update` takes; null when nothing of it differs. */
  settings: WidgetUpdate | null;
  /** A `data:` address, or null to take the logo away; left out when it stays. */
  logo?: string | null;
};

/** The edits that really differ from what is stored, tidied; null when none does. */
export function changesOf(widget: Widget, edits: AppearanceEdits): AppearanceChanges | null {
  const settings = {
    ...group('appearance', differing(tidyAppearance(edits.appearance ?? {}), widget.appearance)),
    ...group('behaviour', differing(tidyBehaviour(edits.behaviour ?? {}), widget.behaviour)),
    ...group('limits', differing(edits.limits ?? {}, widget.limits)),
  };
  const logoChanged = edits.logo !== undefined && !(edits.logo === null && widget.appearance.logo === null);
  if (Object.keys(settings).length === 0 && !logoChanged) return null;
  return {
    settings: Object.keys(settings).length === 0 ? null : { id: widget.chatbotId, ...settings },
    ...(logoChanged && edits.logo !== undefined ? { logo: edits.logo } : {}),
  };
}

/** The widget as it would be once saved: without the texts left empty. */
export function tidied(widget: EditedWidget): EditedWidget {
  return {
    ...widget,
    appearance: { ...widget.appearance, ...tidyAppearance(widget.appearance) },
    behaviour: { ...widget.behaviour, ...tidyBehaviour(widget.behaviour) },
  };
}

function group<Name extends string, Values extends object>(name: Name, values: Values | null) {
  return values === null ? {} : ({ [name]: values } as Record<Name, Values>);
}

function differing<Values extends object>(edited: Partial<Values>, stored: Values): Partial<Values> | null {
  const changed = Object.entries(edited).filter(
    ([field, value]) => JSON.stringify(value) !== JSON.stringify(stored[field as keyof Values]),
  );
  return changed.length === 0 ? null : (Object.fromEntries(changed) as Partial<Values>);
}

function tidyAppearance(edits: Partial<WidgetAppearance>): Partial<WidgetAppearance> {
  const { title, subtitle, avatar, label } = edits;
  return {
    ...edits,
    ...(title === undefined ? {} : { title: wordsOrNull(title) }),
    ...(subtitle === undefined ? {} : { subtitle: subtitle?.trim() ?? null }),
    ...(avatar === undefined ? {} : { avatar: wordsOrNull(avatar) }),
    ...(label === undefined ? {} : { label: wordsOrNull(label) }),
  };
}

function tidyBehaviour(edits: Partial<WidgetBehaviour>): Partial<WidgetBehaviour> {
  const { welcomeMessage, quickReplies, offlineMessage, privacyNotice, leadForm, limitMessages } = edits;
  return {
    ...edits,
    ...(welcomeMessage === undefined ? {} : { welcomeMessage: welcomeMessage?.trim() ?? null }),
    ...(quickReplies ? { quickReplies: filledLines(quickReplies) } : {}),
    ...(offlineMessage === undefined ? {} : { offlineMessage: wordsOrNull(offlineMessage) }),
    ...(privacyNotice
      ? {
          privacyNotice: {
            ...privacyNotice,
            text: privacyNotice.text.trim(),
            url: wordsOrNull(privacyNotice.url),
          },
        }
      : {}),
    ...(leadForm ? { leadForm: { ...leadForm, intro: wordsOrNull(leadForm.intro) } } : {}),
    ...(limitMessages
      ? {
          limitMessages: {
            visitor: wordsOrNull(limitMessages.visitor),
            widget: wordsOrNull(limitMessages.widget),
            address: wordsOrNull(limitMessages.address),
          },
        }
      : {}),
  };
}

/** An empty text is no text: what stands in its place counts again. */
function wordsOrNull(text: string | null): string | null {
  const words = text?.trim() ?? '';
  return words === '' ? null : words;
}

/** What cannot be saved as it is. */
export type AppearanceProblems = {
  language: boolean;
  delay: boolean;
  /** Days that end before they begin. */
  days: WeekDay[];
  hours: boolean;
  privacyText: boolean;
  privacyUrl: boolean;
  leadFields: boolean;
  attachmentTypes: boolean;
  limits: (keyof WidgetLimits)[];
};

export function problemsOf({ appearance, behaviour, limits }: EditedWidget): AppearanceProblems {
  const { privacyNotice, leadForm, attachments } = behaviour;
  return {
    language: !widgetAppearance.shape.language.safeParse(appearance.language).success,
    delay: !isWhole(behaviour.autoOpenDelaySeconds, 0, AUTO_OPEN_MAX_SECONDS),
    days: behaviour.officeHours === null ? [] : daysWrong(behaviour.officeHours),
    hours: behaviour.officeHours !== null && !officeHours.safeParse(behaviour.officeHours).success,
    privacyText: privacyNotice?.text.trim() === '',
    privacyUrl: privacyNotice !== null && !isWebAddress(privacyNotice.url?.trim() ?? ''),
    leadFields: leadForm?.fields.length === 0,
    attachmentTypes: attachments.enabled && attachments.types.length === 0,
    limits: (Object.keys(limits) as (keyof WidgetLimits)[]).filter(
      name => !isWhole(limits[name], 1, WIDGET_LIMIT_MAX),
    ),
  };
}

export function isValid(problems: AppearanceProblems): boolean {
  return !Object.values(problems).some(problem => (Array.isArray(problem) ? problem.length > 0 : problem));
}

function daysWrong({ days }: OfficeHours): WeekDay[] {
  return (Object.keys(days) as WeekDay[]).filter(day => {
    const [from, to] = days[day] ?? ['00:00', '24:00'];
    return from >= to;
  });
}

function isWhole(value: number, from: number, to: number): boolean {
  return Number.isInteger(value) && value >= from && value <= to;
}

/** Empty, or the whole address of a page. */
function isWebAddress(text: string): boolean {
  if (text === '') return true;
  return text.length <= PRIVACY_ADDRESS_MAX_LENGTH && /^https?:\/\/\S+$/i.test(text) && URL.canParse(text);
}
