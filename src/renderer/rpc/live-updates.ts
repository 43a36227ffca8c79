import { useQueryClient, type QueryClient } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import { moduleNames } from '../../modules/index.ts';
import type { ChangeEvent } from '#shared/contract/operations.ts';
import { client, orpc } from './client.ts';
import { isAboutCaller } from './errors.ts';
import { isNotBeingRemoved } from './removing.ts';

const FIRST_RETRY_MS = 500;
const LONGEST_RETRY_MS = 10_000;
const GATHER_MS = 150; // a hundred documents change at once: pages read again once

/** What to read again for each topic. */
const readAgain: Record<ChangeEvent['topic'], readonly (() => readonly unknown[])[]> = {
  documents: [
    orpc.documents.key,
    orpc.passages.key,
    orpc.chatbots.key,
    orpc.tags.key,
    orpc.system.overview.key,
    orpc.goldenQuestions.list.key,
    orpc.goldenQuestions.status.key,
  ],
  sources: [orpc.sources.key, orpc.tags.key],
  jobs: [orpc.jobs.key, orpc.exports.key, orpc.privacy.key, orpc.models.pulls.key],
  conversations: [
    orpc.conversations.key,
    orpc.system.overview.key,
    orpc.widgets.key,
    orpc.visits.key,
    orpc.usage.key,
    orpc.goldenQuestions.candidates.key,
  ],
  contacts: [orpc.contacts.key, orpc.widgets.key, orpc.visits.key],
  chatbots: [
    orpc.chatbots.key,
    orpc.cloud.places.key,
    orpc.widgets.key,
    orpc.clients.key,
    orpc.tags.key,
    orpc.goldenQuestions.status.key,
  ],
  clients: [orpc.clients.key, orpc.exports.key, orpc.privacy.key],
  models: [
    orpc.models.key,
    orpc.searchIndexes.key,
    orpc.system.key,
    orpc.cloud.places.key,
    orpc.connections.reachable.key,
    orpc.usage.spending.key,
    orpc.goldenQuestions.status.key,
  ],
  modelServers: [orpc.models.servers.key],
  keys: [orpc.keys.key],
  settings: [
    orpc.system.key,
    orpc.mail.key,
    orpc.notifications.preferences.key,
    orpc.network.key,
    orpc.webInterface.key,
    orpc.widgets.snippet.key,
    orpc.connections.reachable.key,
  ],
  index: [
    orpc.system.index.key,
    orpc.searchIndexes.key,
    orpc.usage.spending.key,
    orpc.goldenQuestions.status.key,
  ],
  conditions: [orpc.system.key],
  storage: [orpc.system.storage.key],
  // What happens in a module is told to its pages.
  modules: [orpc.modules.key, ...moduleNames.map(name => orpc[name].key)],
  approvals: [orpc.artifacts.key],
  notifications: [orpc.notifications.key],
  connections: [orpc.connections.list.key, orpc.connections.places.key],
  // One's own roles may have changed, and with them what there is to see.
  people: [orpc.people.key, orpc.auth.state.key, orpc.clients.key, orpc.chatbots.key, orpc.notifications.key],
};

/** Follows the stream of changes while signed in and refreshes what is on screen. True while the core answers. */
export function useLiveUpdates(enabled: boolean): { connected: boolean } {
  const queries = useQueryClient();
  const [connected, setConnected] = useState(true);
  useEffect(() => {
    if (!enabled) return;
    const abort = new AbortController();
    void follow(queries, abort.signal, setConnected);
    return () => abort.abort();
  }, [enabled, queries]);
  return { connected };
}

async function follow(
  queries: QueryClient,
  signal: AbortSignal,
  setConnected: (connected: boolean) => void,
): Promise<void> {
  const refresh = gatherer(queries, signal);
  let wait = FIRST_RETRY_MS;
  let lost = false;
  while (!signal.aborted) {
    try {
      const events = await client.system.changes({}, { signal });
      setConnected(true);
      if (lost) void queries.invalidateQueries(); // whatever was missed
      lost = false;
      wait = FIRST_RETRY_MS;
      for await (const event of events) refresh(event.topic);
    } catch (error) {
      if (signal.aborted) return;
      // The session ended or the window locked: whoever shows the page has to know.
      if (isAboutCaller(error)) void queries.invalidateQueries({ queryKey: orpc.auth.state.key() });
    }
    lost = true;
    setConnected(false);
    await pause(wait, signal);
    wait = Math.min(wait * 2, LONGEST_RETRY_MS);
  }
}

function gatherer(queries: QueryClient, signal: AbortSignal): (topic: ChangeEvent['topic']) => void {
  const topics = new Set<ChangeEvent['topic']>();
  let timer: number | undefined;
  return topic => {
    topics.add(topic);
    timer ??= window.setTimeout(() => {
      timer = undefined;
      const keys = [...topics].flatMap(changed => readAgain[changed].map(key => key()));
      topics.clear();
      if (signal.aborted) return;
      const predicate = isNotBeingRemoved(queries);
      for (const queryKey of keys) void queries.invalidateQueries({ queryKey, predicate });
    }, GATHER_MS);
  };
}

function pause(ms: number, signal: AbortSignal): Promise<void> {
  return new Promise(resolve => {
    const timer = setTimeout(resolve, ms);
    signal.addEventListener('abort', () => {
      clearTimeout(timer);
      resolve();
    });
  });
}
