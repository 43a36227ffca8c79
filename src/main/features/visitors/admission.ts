import { VISITOR_TOKEN_SECONDS, type VisitorToken } from '#shared/contract/visitor.ts';
import { FoyerError } from '#shared/errors.ts';
import { frameAncestors, isOriginAllowed } from '#shared/lib/domain-rules.ts';
import type { LauncherLooks } from '#shared/lib/launcher-looks.ts';
import { asLauncherLooks } from '#shared/lib/visitor-views.ts';
import type { RequestContext, VisitorPrincipal } from '#main/features/access/principal.ts';
import {
  defaultAppearance,
  defaultBehaviour,
  defaultLimits,
  type ServedWidget,
  type WidgetStore,
} from '#main/features/widgets/index.ts';
import type { Clock } from '#main/platform/clock.ts';
import type { Events } from '#main/platform/events/index.ts';
import type { Storage } from '#main/platform/storage/index.ts';
import { newId } from '#main/platform/new-id.ts';
import { VISITOR_FIRST_SEEN } from './events.ts';
import type { VisitorLimits } from './limits.ts';
import type { VisitorStore } from './store.ts';
import { createSecret, isSecret, type VisitorTokens } from './tokens.ts';

type Dependencies = {
  widgets: WidgetStore;
  store: VisitorStore;
  tokens: VisitorTokens;
  limits: VisitorLimits;
  events: Events;
  whenWritable: Storage['whenWritable'];
  clock: Clock;
  /** Where a proxy shows the visitors' pages; null without one. */
  publicUrl: () => string | null;
};

const SEEN_EVERY_MS = 60_000; // often enough to know who was here, seldom enough not to write at each exchange

/** A chatbot's own page, as strangers may know of it. */
export type OpenPage = {
  /** The public id of its widget. */
  id: string;
  title: string;
  subtitle: string;
  avatar: string;
  color: string;
  logoHash: string | null;
  language: string;
};

export type Admission = ReturnType<typeof createAdmission>;

/** Who may use a widget, and from where. Nothing is allowed that its owner did not allow. */
export function createAdmission({
  widgets,
  store,
  tokens,
  limits,
  events,
  whenWritable,
  clock,
  publicUrl,
}: Dependencies) {
  const now = () => clock.now().toISOString();

  /** The widget as it is now; throws `resource.not_found` and `widget.disabled`. */
  function servedBy(publicId: string): ServedWidget {
    const served = widgets.servedByPublicId(publicId);
    if (served !== null) return served;
    if (widgets.exists(publicId)) throw new FoyerError('widget.disabled', 'This widget is switched off');
    throw new FoyerError('resource.not_found', 'There is no such widget');
  }

  /** A page on the list, or our own full page: the browser then names the host it sent the request to, or the proxy's. */
  function isAllowed(served: ServedWidget, origin: string, host: string): boolean {
    if (isOriginAllowed(origin, served.widget.allowedDomains)) return true;
    const named = publicUrl();
    const isOwn =
      (host !== '' && (origin === `http://${host}` || origin === `https://${host}`)) ||
      (named !== null && origin === new URL(named).origin);
    return isOwn && behaviourOf(served).fullPage;
  }

  function requireOrigin(served: ServedWidget, origin: string, host: string): void {
    if (isAllowed(served, origin, host)) return;
    throw new FoyerError('widget.origin_refused', `The widget may not be used from ${origin}`, {
      details: { origin },
    });
  }

  /** The visitor whose secret this is, seen now; null for anyone else. */
  function known(served: ServedWidget, id: string | undefined, secret: string | undefined) {
    if (id === undefined || secret === undefined) return null;
    const visitor = store.visitor(served.widget.chatbotId, id);
    if (visitor === null || !isSecret(secret, visitor.secretHash)) return null;
    if (clock.now().getTime() - Date.parse(visitor.lastSeenAt) > SEEN_EVERY_MS)
      whenWritable(() => store.updateVisitor(visitor.id, { lastSeenAt: now() }));
    return visitor;
  }

  function makeVisitor(served: ServedWidget, origin: string, address: string | null) {
    // A row for whoever asks would let anyone fill the disk: new visitors count under the limit of their address.
    limits.take([
      {
        name: 'address',
        key: `new:${served.widget.chatbotId} ${address ?? ''}`,
        most: limitsOf(served).addressPerMinute,
        words: behaviourOf(served).limitMessages.address,
      },
    ]);
    const { secret, hash } = createSecret();
    const id = newId();
    const at = now();
    const { clientId, chatbotId } = served.widget;
    const row = {
      id,
      clientId,
      chatbotId,
      secretHash: hash,
      name: null,
      email: null,
      language: null,
      firstOrigin: origin,
      consentAt: null,
      createdAt: at,
      lastSeenAt: at,
    };
    events.atOnce(() => {
      store.insertVisitor(row);
      events.record(VISITOR_FIRST_SEEN, { clientId, subjectId: id, contactId: id, payload: { chatbotId } });
    });
    return { id, secret };
  }

  /** Whether a stream that was begun may go on. */
  function isStillAdmitted({ chatbotId, visitorId, origin, host, epoch }: VisitorPrincipal): boolean {
    const served = widgets.servedByChatbot(chatbotId);
    if (served === null || served.widget.tokenEpoch !== epoch) return false;
    const visitor = store.visitor(chatbotId, visitorId);
    return visitor !== null && visitor.secretHash !== null && isAllowed(served, origin, host);
  }

  return {
    /** Throws `resource.not_found`, `widget.disabled`, `widget.origin_refused`, `visitor.limit_reached`. */
    async exchange(
      input: { widgetId: string; visitorId?: string | undefined; visitorSecret?: string | undefined },
      { visit, remote }: RequestContext,
    ): Promise<VisitorToken> {
      const served = servedBy(input.widgetId);
      const { origin, host } = visit ?? { origin: null, host: '' };
      requireOrigin(served, origin ?? 'null', host);
      const returning = known(served, input.visitorId, input.visitorSecret);
      const visitor =
        returning === null
          ? makeVisitor(served, origin ?? '', remote.address)
          : { id: returning.id, secret: input.visitorSecret ?? '' };
      const token = await tokens.issue({
        widgetId: served.widget.publicId,
        visitorId: visitor.id,
        origin: origin ?? '',
        epoch: served.widget.tokenEpoch,
      });
      return {
        token,
        expiresIn: VISITOR_TOKEN_SECONDS,
        visitorId: visitor.id,
        visitorSecret: visitor.secret,
      };
    },

    /**
     * Who a token stands for, everything checked as it is now. Throws `auth.session_expired` when another exchange
     * may help, `widget.disabled` and `widget.origin_refused` when it will not.
     */
    async authenticate(token: string, host: string): Promise<VisitorPrincipal> {
      const claims = await tokens.read(token);
      const served = servedBy(claims.widgetId);
      if (claims.epoch !== served.widget.tokenEpoch) throw ended();
      requireOrigin(served, claims.origin, host);
      const { chatbotId, clientId } = served.widget;
      const visitor = store.visitor(chatbotId, claims.visitorId);
      if (visitor === null || visitor.secretHash === null) throw ended();
      return {
        kind: 'visitor',
        visitorId: visitor.id,
        chatbotId,
        clientId,
        origin: claims.origin,
        host,
        epoch: claims.epoch,
      };
    },

    /** The same visitor, as long as they would be let in again. Throws `auth.session_expired`. */
    renew(principal: VisitorPrincipal): VisitorPrincipal {
      if (!isStillAdmitted(principal)) throw ended();
      return principal;
    },

    isStillAdmitted,

    /** The widget of a visitor who was let in. Throws `widget.disabled` when it was switched off since. */
    widgetOf({ chatbotId }: VisitorPrincipal): ServedWidget {
      const served = widgets.servedByChatbot(chatbotId);
      if (served === null) throw new FoyerError('widget.disabled', 'This widget is switched off');
      return served;
    },

    /** Where the panel may stand in a frame, as sources of `frame-ancestors`; null for no such widget, or none on. */
    placesOf(publicId: string): { ancestors: string[]; fullPage: boolean } | null {
      const served = widgets.servedByPublicId(publicId);
      if (served === null) return null;
      return {
        ancestors: frameAncestors(served.widget.allowedDomains),
        fullPage: behaviourOf(served).fullPage,
      };
    },

    /** What a page shows of the widget before it is opened; null for no such widget, or none on. */
    looksOf(publicId: string): LauncherLooks | null {
      const served = widgets.servedByPublicId(publicId);
      if (served === null) return null;
      const { widget, bot } = served;
      const appearance = { ...defaultAppearance, ...widget.appearance };
      return asLauncherLooks({ publicId, appearance, behaviour: behaviourOf(served) }, bot);
    },

    /** The chatbots whose own page is open to everybody, by name; of the others nothing is told. */
    openPages: (): OpenPage[] =>
      widgets
        .served()
        .filter(served => behaviourOf(served).fullPage)
        .map(({ widget, bot }) => ({
          id: widget.publicId,
          title: widget.appearance.title ?? bot.name,
          subtitle: widget.appearance.subtitle ?? bot.description,
          avatar: widget.appearance.avatar ?? bot.avatar,
          color: (widget.appearance.color ?? bot.color).toLowerCase(),
          logoHash: widget.logoHash,
          language: bot.language,
        }))
        .toSorted((one, other) => one.title.localeCompare(other.title)),

    /** Whether any widget may be used from a page of this origin: what a browser asks before it sends an exchange. */
    isOriginKnown: (origin: string): boolean => isOriginAllowed(origin, widgets.allowedDomains()),
  };
}

export function behaviourOf({ widget }: ServedWidget): ServedWidget['widget']['behaviour'] {
  return { ...defaultBehaviour, ...widget.behaviour };
}

export function limitsOf({ widget }: ServedWidget): ServedWidget['widget']['limits'] {
  return { ...defaultLimits, ...widget.limits };
}

function ended(): FoyerError {
  return new FoyerError('auth.session_expired', 'The visitor token was ended');
}
