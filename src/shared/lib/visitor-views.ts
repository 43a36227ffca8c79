import type { Message, Source } from '../contract/conversations.ts';
import type { VisitorMessage, VisitorSource, VisitorWidget } from '../contract/visitor.ts';
import type { WidgetAppearance, WidgetBehaviour } from '../contract/widget-settings.ts';
import { legibleOn } from './colours.ts';

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
    accentColor: (appearance.secondaryColor ?? color).toLowerCase(),
    textColor: legibleOn(color),
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

export function asVisitorSource({ number, title, page, quote }: Source): VisitorSource {
  return { number, title, page, quote };
}

/** An answer as it ended, before anybody could say anything about it. */
export function asFreshAnswer(message: Message): VisitorMessage {
  const { id, sender, content, status, sources, abstained, metadata, createdAt } = message;
  return {
    id,
    sender,
    content,
    status,
    sources: sources.map(asVisitorSource),
    abstained,
    cut: metadata.cut,
    feedback: null,
    attachments: [],
    clientMessageId: null,
    createdAt,
  };
}

/**
 * What stands before and after a passage of a text, cut at words.
 * @param start of the passage, in characters of `text`
 * @param end of the passage, exclusive
 */
export function passageAround(text: string, start: number, end: number): { before: string; after: string } {
  return {
    before: fromWord(text.slice(Math.max(0, start - AROUND_CHARACTERS), start), start > AROUND_CHARACTERS),
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
