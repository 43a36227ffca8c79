import type { Parts } from './parts.ts';
import type { VisitorDoor } from './ports.ts';

/** What the public listener asks beside the routes of the contract. */
export function createVisitorDoor({
  visitors: { admission },
  widgets,
}: Pick<Parts, 'visitors' | 'widgets'>): VisitorDoor {
  return {
    authenticate: admission.authenticate,
    placesOf: admission.placesOf,
    looksOf: admission.looksOf,
    openPages: admission.openPages,
    isOriginKnown: admission.isOriginKnown,
    logo: widgets.logo,
  };
}
