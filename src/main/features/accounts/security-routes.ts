import { os } from '#main/features/access/implementer.ts';
import type { SecurityService } from './security-service.ts';

export function createSecondFactorRoutes(security: SecurityService) {
  return {
    state: os.secondFactor.state.handler(({ context }) => security.secondFactorState(context.principal)),
    start: os.secondFactor.start.handler(({ input, context }) => security.startSecondFactor(context, input)),
    confirm: os.secondFactor.confirm.handler(({ input, context }) =>
      security.confirmSecondFactor(context.principal, input.code),
    ),
    renewRecoveryCodes: os.secondFactor.renewRecoveryCodes.handler(({ input, context }) =>
      security.renewRecoveryCodes(context, input),
    ),
    turnOff: os.secondFactor.turnOff.handler(({ input, context }) =>
      security.turnOffSecondFactor(context, input),
    ),
  };
}

export function createSessionRoutes(security: SecurityService) {
  return {
    list: os.sessions.list.handler(({ context }) => security.sessions(context.principal)),
    end: os.sessions.end.handler(({ input, context }) => {
      security.endSession(context.principal, input.id);
      return {};
    }),
    endOthers: os.sessions.endOthers.handler(({ context }) => security.endOtherSessions(context.principal)),
  };
}

export function createSecurityRoutes(security: SecurityService) {
  return {
    lockouts: os.security.lockouts.handler(() => security.lockouts()),
    liftLockout: os.security.liftLockout.handler(({ input }) => {
      security.liftLockout(input.id);
      return {};
    }),
    people: os.security.people.handler(() => security.people()),
    resetSecondFactor: os.security.resetSecondFactor.handler(({ input, context }) => {
      security.resetSecondFactor(context.principal, input.id);
      return {};
    }),
    sessions: os.security.sessions.handler(({ input, context }) =>
      security.sessionsOf(context.principal, input.userId),
    ),
    endSessions: os.security.endSessions.handler(({ input, context }) =>
      security.endSessionsOf(context.principal, input.id),
    ),
    signingKey: os.security.signingKey.handler(() => security.signingKey()),
    rotateSigningKey: os.security.rotateSigningKey.handler(({ input }) => security.rotateSigningKey(input)),
  };
}
