import { z } from 'zod';
import { implement, ORPCError, os as builder } from '@orpc/server';
import { contract } from '#shared/contract/index.ts';
import type { ModuleName } from '#modules/index.ts';
import type { Access, RouteMeta } from '#shared/contract/route.ts';
import { FoyerError, isFoyerError } from '#shared/errors.ts';
import { accountIn } from '#shared/lib/address-account.ts';
import { scopeTouches, type ClientScope } from '#main/db/client-scope.ts';
import { storageFaultOf } from '#main/platform/storage-faults.ts';
import { actAs } from '#main/platform/acting.ts';
import { wordsForCode } from '#main/platform/error-words.ts';
import {
  actingOf,
  isForThisMachine,
  isAdministrator,
  isAdmitted,
  isLocked,
  scopeOf,
  type Principal,
  type RequestContext,
} from './principal.ts';
import type { Storage } from '#main/platform/storage/index.ts';
import { creation, creationWithFiles, type Idempotency } from './idempotency.ts';
import { filesWithin, noFiles } from '#main/platform/incoming-files.ts';
import { requireModuleOn, withinModule } from './within-module.ts';
import { whileAdmitted } from './while-admitted.ts';

/** What the app puts beside the context of a call: services that guard every route. */
export type Guards = {
  /** The same caller as they are by now. Throws (401) once their session or key no longer holds. */
  renew(principal: Principal): Principal;
  /** Whether there is such a client, whoever asks. */
  clientExists(id: string): boolean;
  /** The clients that a module is on for; null for every one. */
  clientsWith(module: ModuleName): ReadonlySet<string> | null;
  /** Creations under an `Idempotency-Key`. */
  idempotency: Idempotency;
  /** Told of every error that is none of ours: it may say that the storage is damaged. */
  report(error: unknown): void;
  /** What the disk takes. */
  storage: Pick<Storage, 'require' | 'failed'>;
};

/** For answers that last: what their caller reaches may change while they run. */
export type Reach = {
  /** What the caller reaches by now, at most two seconds old. */
  current(): ClientScope;
  /** Ends the answer once this no longer holds of what the caller reaches. */
  endUnless(holds: (scope: ClientScope) => boolean): void;
};

/**
 * Throws `auth.required` for a caller who is nobody, `auth.locked` for the window while it is locked, `auth.local_only`
 * for who calls from elsewhere what is done on this machine, `auth.forbidden` for one whose role is not admitted.
 */
export function requireAccess(access: Access, principal: Principal): void {
  if (isAdmitted(principal, access)) return;
  if (principal.kind === 'anonymous') throw new FoyerError('auth.required', 'Sign in first');
  if (isLocked(principal)) throw new FoyerError('auth.locked', 'The window is locked');
  if (isForThisMachine(access))
    throw new FoyerError('auth.local_only', 'Only the window of Foyer and its command line are admitted');
  throw new FoyerError('auth.forbidden', `${nameOf(principal)} is not admitted`);
}

/** Where models and servers are is for administrators: others are told what happened. */
function asTold(error: FoyerError, principal: Principal): FoyerError {
  if (isAdministrator(principal) || !/^(?:model|outbound)\./.test(error.code)) return error;
  const { url: _url, host: _host, address: _address, ...details } = error.details;
  return new FoyerError(error.code, wordsForCode(error.code, 'en'), { details, cause: error });
}

/** Whether a call names a client as it should; what is wrong with any other is told when its input is read. */
function namesClient(schema: unknown, input: unknown): boolean {
  return schema instanceof z.ZodObject && 'clientId' in schema.shape && schema.safeParse(input).success;
}

/** Throws `resource.not_found` when what is asked for names a client that is out of reach, or none. */
function requireClient(scope: ClientScope, input: unknown, { clientExists }: Guards): void {
  if (typeof input !== 'object' || input === null || !('clientId' in input)) return;
  const { clientId } = input;
  if (typeof clientId !== 'string') return;
  if (scopeTouches(scope, clientId) && clientExists(clientId)) return;
  throw new FoyerError('resource.not_found', `No client ${clientId.slice(0, 40)}`);
}

/** Throws `request.account_in_address` for an address with a name or a password in it, which it does not repeat. */
function refuseAccounts(input: unknown): void {
  const field = accountIn(input);
  if (field === null) return;
  throw new FoyerError('request.account_in_address', `${field}: an address without a name or a password`, {
    details: { field },
  });
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
 * Before every handler: access as the route declares is checked before the input is even read, and that the
 * disk takes what the route writes; the
 * handler is given the part of the data that the caller reaches through this route (`context.scope`) and the files that
 * were sent, within the limits of the route (`context.files`); what it changes is recorded as the caller's doing, and our errors keep their code on every wire. An answer that lasts ends
 * with `auth.session_expired` within seconds of its caller losing the session, the key, the role or (see
 * `context.reach`) what it is about.
 */
export const guard = builder
  .$context<RequestContext & { guards: Guards }>()
  .middleware(async ({ context, procedure, path, next }, input) => {
    try {
      const { access, secretAnswer, needs, takes } = procedure['~orpc'].meta as RouteMeta;
      requireAccess(access, context.principal);
      refuseAccounts(input);
      context.guards.storage.require(needs);
      const reached = (principal: Principal) =>
        withinModule(scopeOf(principal, access), path[0], context.guards);
      requireModuleOn(scopeOf(context.principal, access), path[0], input, context.guards);
      let scope = reached(context.principal);
      // What the log remembers outlives its client.
      if (path[0] !== 'audit' && namesClient(procedure['~orpc'].inputSchema, input))
        requireClient(scope, input, context.guards);
      const conditions: ((scope: ClientScope) => boolean)[] = [];
      const reach: Reach = {
        current: () => scope,
        endUnless: holds => void conditions.push(holds),
      };
      const files = takes === undefined ? noFiles() : filesWithin(context.files ?? noFiles(), takes);
      const given = { scope, reach, files };
      const proceed = (read = files) =>
        actAs(actingOf(context), () => next({ context: { ...given, files: read } }));
      if (context.idempotencyKey != null && procedure['~orpc'].route.successStatus === 201) {
        const output = await context.guards.idempotency.once({
          ...context,
          key: context.idempotencyKey,
          secret: secretAnswer,
          ...(takes === undefined
            ? creation(path, input, async () => (await proceed()).output)
            : creationWithFiles(path, { input, files }, async read => (await proceed(read)).output)),
        });
        return { output, context: given };
      }
      const result = await proceed();
      // Answers to visitors look for themselves, and end with an event that the widget shows (visitors/streams.ts).
      if (!isIterator(result.output) || context.principal.kind === 'visitor') return result;
      const check = () => {
        scope = reached(renewed(context, access));
        if (!conditions.every(holds => holds(scope))) throw over();
      };
      return { ...result, output: whileAdmitted(result.output, check) };
    } catch (error) {
      context.guards.report(error);
      const told = context.guards.storage.failed(error);
      throw told instanceof FoyerError ? toOrpcError(asTold(told, context.principal)) : damageOf(told);
    }
  });

/** Every handler is made from this. */
export const os = implement(contract).$context<RequestContext & { guards: Guards }>().use(guard);

/** What says that the database is damaged, as an error of ours; anything else as it is. */
function damageOf(error: unknown): unknown {
  if (storageFaultOf(error) !== 'database') return error;
  return toOrpcError(new FoyerError('storage.damaged', 'The database is damaged', { cause: error }));
}

/** Every call of these routes is given the guards. */
export function routerWith(guards: Guards) {
  return implement(contract)
    .$context<RequestContext>()
    .use(({ next }) => next({ context: { guards } }));
}

/** The caller as they are by now. Throws once they are no longer admitted. */
function renewed({ principal, guards }: { principal: Principal; guards: Guards }, access: Access): Principal {
  try {
    const caller = guards.renew(principal);
    requireAccess(access, caller);
    return caller;
  } catch (error) {
    if (!isFoyerError(error)) throw error;
    // A locked window is not a session that is over: it goes on once it is unlocked.
    throw error.code === 'auth.locked' ? toOrpcError(error) : over(error);
  }
}

function over(cause?: FoyerError) {
  return toOrpcError(
    new FoyerError('auth.session_expired', 'The session or key of this answer no longer holds', { cause }),
  );
}

function isIterator(output: unknown): output is AsyncIterator<unknown, unknown, void> {
  return typeof output === 'object' && output !== null && Symbol.asyncIterator in output && 'next' in output;
}
