/**
 * Tells whether something that has changed has come to rest: it stands as it did when it was looked at last. Somebody who
 * adds documents all morning is waited for.
 */
export function createResting(): (changed: readonly { chatbotId: string; standing: string }[]) => boolean {
  let before = new Map<string, string>();
  return changed => {
    const atRest = changed.some(({ chatbotId, standing }) => before.get(chatbotId) === standing);
    before = new Map(changed.map(({ chatbotId, standing }) => [chatbotId, standing]));
    return atRest;
  };
}
