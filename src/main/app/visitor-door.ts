import type { Access } from '#shared/contract/route.ts';
import { ATTACHMENT_MAX_BYTES } from '#shared/contract/widget-settings.ts';
import { requireAccess } from '#main/features/access/implementer.ts';
import { scopeOf } from '#main/features/access/principal.ts';
import { callerOf } from '#main/features/visitors/index.ts';
import { createStaging } from '#main/platform/staging.ts';
import type { Storage } from '#main/platform/storage/index.ts';
import type { Parts } from './parts.ts';
import type { RequestContext, VisitorDoor } from './ports.ts';

/** The operations of visitors that carry bytes, and so are not routes of the contract. */
const VISITOR_ACCESS: Access = ['visitor'];

/** Of visitors' files under way: a few of the largest for one of them, and for all together what a small disk can spare. */
const STAGED_PER_VISITOR_BYTES = 4 * ATTACHMENT_MAX_BYTES;
const STAGED_BYTES = 64 * ATTACHMENT_MAX_BYTES;

/** What the public listener asks beside the routes of the contract. */
export function createVisitorDoor(
  { visitors: { admission, service, files }, widgets }: Pick<Parts, 'visitors' | 'widgets'>,
  storage: Pick<Storage, 'requireRoom'>,
): VisitorDoor {
  const callerOfVisit = (context: RequestContext) => {
    requireAccess(VISITOR_ACCESS, context.principal);
    return callerOf({ ...context, scope: scopeOf(context.principal, VISITOR_ACCESS) });
  };
  const staging = createStaging({ perSender: STAGED_PER_VISITOR_BYTES, inAll: STAGED_BYTES });
  return {
    authenticate: admission.authenticate,
    placesOf: admission.placesOf,
    looksOf: admission.looksOf,
    openPages: admission.openPages,
    isOriginKnown: admission.isOriginKnown,
    beginFile(context, announcedBytes) {
      const caller = callerOfVisit(context);
      service.requireConsent(caller);
      files.requireOn(caller.principal);
      storage.requireRoom(announcedBytes);
      return staging.open(caller.principal.visitorId);
    },
    async receiveFile(context, file, signal) {
      const caller = callerOfVisit(context);
      service.requireConsent(caller);
      return await files.receive(caller.principal, file, signal);
    },
    openFile: async (context, id) => await files.open(callerOfVisit(context).principal, id),
    logo: widgets.logo,
  };
}
