import type { Message, Source } from '../contract/messages.ts';
import type {
  VisitorMessage,
  VisitorPassage,
  VisitorSource,
  VisitorWidget,
} from '../contract/visitor-panel.ts';
import type { WidgetAppearance, WidgetBehaviour } from '../contract/widget-settings.ts';
import type { LauncherLooks } from './launcher-looks.ts';
import { toolsAsked } from './message-parts.ts';
import { pagesOfPlace, pagesOfSource, shownPlaces } from './source-pages.ts';
import { widgetColours } from './widget-colours.ts';

/**
 * What a visitor may know of things: for visitors, and for the preview of what is being edited. Everything here names
 * what it takes: nothing else gets out.
 */

const AROUND_CHARACTERS = 600; // a paragraph before and after a quotation

/** What a widget has of its chatbot where its owner wrote nothing else. */
export type InheritedByWidget = {
  name: string;
  description: string;
  avatar: string;
  color: string;
  language: string;
  welcomeMessage: string;
  suggestedQuestions: string[];
};

type GivenWidget = {
  publicId: string;
  appearance: WidgetAppearance;
  behaviour: WidgetBehaviour;
  /** An address of the logo, or null. */
  logo: string | null;
  /** Whether mail can leave: without it no transcript is offered. */
  mailIsReady: boolean;
};

/** A widget as its visitors may know it; texts are the chatbot's own where the owner wrote no others. */
export function asVisitorWidget(
  { publicId, appearance, behaviour, logo, mailIsReady }: GivenWidget,
  bot: InheritedByWidget,
): VisitorWidget {
  const color = (appearance.color ?? bot.color).toLowerCase();
  return {
    id: publicId,
    title: appearance.title ?? bot.name,
    subtitle: appearance.subtitle ?? bot.description,
    avatar: appearance.avatar ?? bot.avatar,
    color,
    colours: widgetColours(color, (appearance.secondaryColor ?? color).toLowerCase()),
    logo,
    position: appearance.position,
    theme: appearance.theme,
    language: appearance.language,
    branding: appearance.branding,
    botLanguage: bot.language,
    welcomeMessage: behaviour.welcomeMessage ?? bot.welcomeMessage,
    quickReplies: behaviour.quickReplies ?? bot.suggestedQuestions,
    autoOpen: behaviour.autoOpen,
    autoOpenDelaySeconds: behaviour.autoOpenDelaySeconds,
    officeHours: behaviour.officeHours,
    offlineMessage: behaviour.offlineMessage,
    privacyNotice: behaviour.privacyNotice,
    leadForm: behaviour.leadForm,
    attachments: behaviour.attachments,
    askForPerson: behaviour.askForPerson,
    transcriptByMail: behaviour.transcriptByMail && mailIsReady,
  };
}

/** What the page around knows of a widget before it is opened. */
export function asLauncherLooks(
  { publicId, appearance, behaviour }: Pick<GivenWidget, 'publicId' | 'appearance' | 'behaviour'>,
  bot: Pick<InheritedByWidget, 'color'>,
): LauncherLooks {
  const { label, title } = appearance;
  const { offlineMessage } = behaviour;
  return {
    widgetId: publicId,
    color: (appearance.color ?? bot.color).toLowerCase(),
    language: appearance.language,
    ...(appearance.position === 'left' ? { position: 'left' } : {}),
    ...(appearance.theme === 'visitor' ? {} : { theme: appearance.theme }),
    ...(label === null ? {} : { label }),
    ...(title === null ? {} : { title }),
    ...(offlineMessage === null ? {} : { offlineMessage }),
    ...(behaviour.autoOpen ? { autoOpen: true, delay: behaviour.autoOpenDelaySeconds } : {}),
  };
}

/** The sources that an answer cites; what was only looked at is the office's. */
export function asVisitorSources(sources: readonly Source[]): VisitorSource[] {
  return sources.flatMap(({ number, title, page, quote, places }) =>
    number === null
      ? []
      : [{ number, title, page, pages: pagesOfSource(places), quote, places: shownPlaces(places).length }],
  );
}

/**
 * The words behind a citation with what stands around them.
 * @param place index among the places of the source that are shown; one that is not there is the first
 * @param text of the document, or of the part of it that begins at `offset`; null when it is gone
 */
export function asVisitorPassage(
  source: Source,
  place: number,
  text: string | null,
  offset = 0,
): VisitorPassage {
  const places = shownPlaces(source.places);
  const { page, quote, start, end, header, ...rest } = places[place] ??
    places[0] ?? { ...source, header: null };
  const around =
    text === null ? { before: '', after: '' } : passageAround(text, start - offset, end - offset, header);
  return {
    title: source.title,
    page,
    pages: pagesOfPlace({ page, pageEnd: rest.pageEnd }),
    quote,
    ...around,
  };
}

/** An answer as it ended, before anybody could say anything about it. */
export function asFreshAnswer(message: Message): VisitorMessage {
  const { id, sender, content, parts, status, sources, metadata, confidenceLevel, abstained, createdAt } =
    message;
  const { kind, name } = sender;
  return {
    id,
    // Who tries a widget is its visitor.
    sender: {
      kind: kind === 'user' ? 'visitor' : kind,
      name: kind === 'operator' ? name : null,
    },
    content,
    status,
    sources: asVisitorSources(sources),
    citations: metadata.citations?.map(({ place }) => place) ?? [],
    doubts: metadata.doubts?.map(({ start, end }) => ({ start, end })) ?? [],
    toCheck: confidenceLevel === 'low',
    abstained,
    ...(metadata.offersPerson === true ? { offersPerson: true } : {}),
    ...(metadata.officeAnswer === undefined ? {} : { official: true }),
    cut: metadata.cut,
    feedback: null,
    attachments: [],
    tools: toolsAsked(parts),
    clientMessageId: null,
    createdAt,
  };
}

/**
 * What stands before and after a passage of a text, cut at words.
 * @param start of the passage, in characters of `text`
 * @param end of the passage, exclusive
 * @param header of a row: the row that names its columns, which is told when it stands further above
 */
export function passageAround(
  text: string,
  start: number,
  end: number,
  header: string | null = null,
): { before: string; after: string } {
  const before = fromWord(
    text.slice(Math.max(0, start - AROUND_CHARACTERS), start),
    start > AROUND_CHARACTERS,
  );
  return {
    before: header === null || before.includes(header) ? before : `${header}\n${before}`,
    after: toWord(text.slice(end, end + AROUND_CHARACTERS), text.length > end + AROUND_CHARACTERS),
  };
}

/** Begins at a word. */
function fromWord(text: string, cut: boolean): string {
  const space = text.indexOf(' ');
  return cut && space >= 0 ? `…${text.slice(space)}` : text;
}

/** Ends at a word. */
function toWord(text: string, cut: boolean): string {
  const space = text.lastIndexOf(' ');
  return cut && space >= 0 ? `${text.slice(0, space)} …` : text;
}
