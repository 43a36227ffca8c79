/** A visitor of the widget, by its wire: what they ask, think and leave. */
export async function visitorOf(server: string, widgetId: string, origin: string) {
  const post = async (path: string, json: unknown, headers: Record<string, string>) =>
    await fetch(`${server}/api/visitor${path}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', ...headers },
      body: JSON.stringify(json),
    });
  const { token } = (await (await post('/token', { widgetId }, { origin })).json()) as { token: string };
  const headers = { authorization: `Bearer ${token}` };
  let conversationId = '';
  return {
    async ask(message: string): Promise<void> {
      const text = await (await post('/chat', { message, clientMessageId: 'message-1' }, headers)).text();
      conversationId = /"conversationId":"([^"]+)"/.exec(text)?.[1] ?? '';
      const messageId = /"messageId":"([^"]+)"/.exec(text)?.[1] ?? '';
      await post(
        `/messages/${messageId}/feedback`,
        { rating: 'down', comment: 'Il manque la date.' },
        headers,
      );
    },
    leave: (reason: string, fields: Record<string, string>) =>
      post('/leads', { reason, conversationId, fields }, headers),
  };
}
