import { isModuleName, modules, type ModuleName } from '#modules/index.ts';
import { FoyerError } from '#shared/errors.ts';
import { onlyClients, scopeTouches, type ClientScope } from '#main/db/client-scope.ts';

type Known = {
  /** The clients that a module is on for; null for every one. */
  clientsWith(module: ModuleName): ReadonlySet<string> | null;
  clientExists(id: string): boolean;
};

/** Of a module's routes: only the clients it is on for; the others read as absent. */
export function withinModule(
  scope: ClientScope,
  name: string | undefined,
  { clientsWith }: Pick<Known, 'clientsWith'>,
): ClientScope {
  const clientIds = isModuleName(name) ? clientsWith(name) : null;
  return clientIds === null ? scope : onlyClients(scope, clientIds);
}

/**
 * Throws `module.off` for a call of a module that is off for the client it names, or for every client its caller
 * reaches: whoever asks is told why nothing is there.
 */
export function requireModuleOn(
  scope: ClientScope,
  name: string | undefined,
  input: unknown,
  known: Known,
): void {
  if (!isModuleName(name)) return;
  const within = withinModule(scope, name, known);
  const clientId =
    typeof input === 'object' && input !== null && 'clientId' in input ? input.clientId : undefined;
  const isOff =
    typeof clientId === 'string'
      ? scopeTouches(scope, clientId) && known.clientExists(clientId) && !scopeTouches(within, clientId)
      : isEmpty(within) && !isEmpty(scope);
  if (isOff) throw new FoyerError('module.off', `${modules[name].title.en} is switched off for this client`);
}

function isEmpty({ clientIds, limited }: ClientScope): boolean {
  return clientIds !== 'all' && clientIds.length === 0 && (limited?.clientIds.length ?? 0) === 0;
}
