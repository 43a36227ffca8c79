// node ask-and-die.ts DATA_FOLDER CHATBOT_ID: asks five questions at once, and is killed while their answers are written.
import { createApp } from '#main/app/create-app.ts';
import { localContext } from './temporary-app.ts';

const [dataFolder = '', chatbotId = ''] = process.argv.slice(2);
const app = await createApp({ dataFolder, mode: 'server' });
const client = app.client(localContext(app));
await Promise.all(
  Array.from({ length: 5 }, async () => {
    const message = 'Combien de jours de congé pour un mariage ?';
    for await (const event of await client.conversations.chat({ chatbotId, message }))
      if (event.type === 'delta') return;
  }),
);
process.kill(process.pid, 'SIGKILL');
