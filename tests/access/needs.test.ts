import { expect, it } from 'vitest';
import { contract } from '#shared/contract/index.ts';

it('what goes on while nothing is kept is chosen route by route', () => {
  const routes = Object.entries(contract).flatMap(([feature, some]) =>
    Object.entries(some).map(([name, route]) => ({ name: `${feature}.${name}`, ...route['~orpc'] })),
  );
  const needing = (need: string) =>
    routes.filter(({ meta, route }) => meta.needs === need && route.method !== 'GET').map(({ name }) => name);
  expect(needing('nothing')).toEqual([
    'auth.token',
    'auth.login',
    'auth.refresh',
    'auth.logout',
    'windowLock.lock',
    'windowLock.unlock',
    'people.inspectLink',
    'cloud.example',
    'sources.mailboxFolders',
    'conversations.prepare',
    'conversations.chat',
    'conversations.complete',
    'conversations.stop',
    'contacts.previewImport',
    'models.test',
    'models.testDraft',
    'models.embed',
    'models.offered',
    'models.uninstall',
    'mail.test',
    'system.shutDown',
    'network.test',
    'webInterface.test',
    'widgets.diagnose',
    'visitor.token',
    'visitor.consent',
    'visitor.chat',
    'visitor.stop',
    'frequentAnswers.previewImport',
  ]);
  const deletes = routes.filter(({ route }) => route.method === 'DELETE').map(({ name }) => name);
  expect(needing('writing')).toEqual(expect.arrayContaining(deletes));
  expect(needing('writing').filter(name => !deletes.includes(name))).toEqual([
    'auth.changePassword',
    'sessions.endOthers',
    'security.rotateSigningKey',
    'people.update',
    'sources.cancel',
    'sources.pause',
    'searchIndexes.set',
    'searchIndexes.swap',
    'searchIndexes.keep',
    'conversations.regenerate',
    'keys.revoke',
    'artifacts.reject',
    'jobs.cancel',
    'jobs.dismiss',
    'notifications.markRead',
    'notifications.updatePreferences',
    'widgets.revokeVisitors',
    'articles.drop',
    'articles.reopen',
    'frequentAnswers.dismissProposal',
    'goldenQuestions.approve',
    'goldenQuestions.configure',
  ]);
});
