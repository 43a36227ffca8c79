import { implement, ORPCError } from '@orpc/server';
import { contract } from '#shared/contract/index.ts';
import type { Access, RouteMeta } from '#shared/contract/route.ts';
import { FoyerError } from '#shared/errors.ts';
import { isAdmitted, scopeOf, type Principal, type RequestContext } from './principal.ts';

/** Throws `auth.required` for a caller who is nobody, `auth.forbidden` for one whose role is not admitted. */
export function requireAccess(access: Access, principal: Principal): void {
  if (isAdmitted(principal, access)) return;
  if (principal.kind === 'anonymous') throw new FoyerError('auth.required', 'Sign in first');
  throw new FoyerError('auth.forbidden', `${nameOf(principal)} is not admitted`);
}

function nameOf(principal: Exclude<Principal, { kind: 'anonymous' }>): string {
  if (principal.kind === 'key') return `A key for ${principal.scopes.join(', ')}`;
  return principal.kind === 'visitor' ? 'A visitor' : `Role ${principal.role}`;
}

/** An error as it travels: our code, our status, details a person may see. */
export function toOrpcError(error: FoyerError): ORPCError<string, { details: FoyerError['details'] }> {
  return new ORPCError(error.code, {
    status: error.status,
    message: error.message,
    data: { details: error.details },
    cause: error,
  });
}

/**
 * Every handler is made from this: access as the route declares is checked before the input is even read, the
 * handler is given the part of the data that the caller reaches through this route (`context.scope`), and our
 * errors keep their code on every wire.
 */
export const os = implement(contract)
  .$context<RequestContext>()
  .use(async ({ context, procedure, next }) => {
    try {
      const { access } = procedure['~orpc'].meta as RouteMeta;
      requireAccess(access, context.principal);
      return await next({ context: { scope: scopeOf(context.principal, access) } });
    } catch (error) {
      throw error instanceof FoyerError ? toOrpcError(error) : error;
    }
  });
