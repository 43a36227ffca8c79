import type { Session } from 'electron';
import { isOwnAddress } from './origin.ts';

/** Copying an answer and telling of what happened is all the page needs of the system. */
const GRANTED_PERMISSIONS: readonly string[] = ['clipboard-sanitized-write', 'notifications'];

/** Refuses camera, microphone, location, devices and the rest, whoever asks. */
export function restrictPermissions(session: Session, developmentOrigin: string | null): void {
  session.setPermissionRequestHandler((_contents, permission, answer, details) => {
    answer(
      GRANTED_PERMISSIONS.includes(permission) && isOwnAddress(details.requestingUrl, developmentOrigin),
    );
  });
  session.setPermissionCheckHandler(
    (_contents, permission, origin) =>
      GRANTED_PERMISSIONS.includes(permission) && isOwnAddress(origin, developmentOrigin),
  );
  session.setDevicePermissionHandler(() => false);
}
